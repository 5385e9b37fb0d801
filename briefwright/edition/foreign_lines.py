"""Lines of words that run from the left, on pages that run from the right.

A full stop or a bracket at the end of such a line would stand at its beginning: “.Three”. Source:
Unicode Standard Annex 9, rule N2.
"""

import unicodedata
from dataclasses import replace

from briefwright.edition.directions import set_against
from briefwright.edition.nodes import Leaf
from briefwright.edition.runs import AsOf, Unit, Value, words


def keep_order(leaf: Leaf, language: str) -> Leaf:
    """A leaf of an edition from the right, its language → it, set from the left if its words are.

    A key figure, which stands in parts, stays as it is.
    """
    directions = {unicodedata.bidirectional(letter) for letter in words(leaf.runs)}
    is_foreign = "L" in directions and directions.isdisjoint(("R", "AL"))
    stands_in_parts = any(isinstance(run, Value | Unit | AsOf) for run in leaf.runs)
    if not is_foreign or stands_in_parts or leaf.kind == "alt":
        return leaf
    return replace(leaf, runs=(set_against(leaf.runs, language, "ltr"),))
