"""Facts: checked, those that follow from others worked out, and printed in any language.

Numbers are decimals throughout, never binary fractions: what was typed as 2.50 prints as 2.50.

kinds       what a fact is: a number, a place in an order, a range, a date, a list, a series
derivation  facts as typed → worked out, in the order in which they follow from one another
formulas    a formula and its parts → what it comes to
forms       which forms a fact has
printing    a fact in one of its forms → what a language prints
comparisons `holds: share >= 85 %` → whether it is true
surprises   what formulas come to and is rarely meant
problems    what is wrong with a fact, and in which part of it
dates       a date as typed → what a language prints
units       a unit → its word of scale, its sign, its words
scales      words of scale, read and printed: million, млн
sentences   a text → where each of its braces stands
numerals    numbers → digits, words, ordinals and plural forms of a language
chart_data  a chart and the facts or the file that it draws on → its numbers in rows
inline      the markup inside one text, and the facts that it calls
"""

from briefwright.facts.comparisons import check_comparison, find_compared_facts
from briefwright.facts.derivation import Facts, derive
from briefwright.facts.forms import FORMS, FORMS_OF, check_form
from briefwright.facts.kinds import (
    A_KIND,
    Kind,
    is_derived,
    is_percent,
    kind_of,
    name_unit,
    plain_value,
    quantity,
)
from briefwright.facts.printing import Labels, count_for_unit, show, show_amount
from briefwright.facts.problems import FactProblem
from briefwright.facts.surprises import find_surprises

__all__ = [
    "A_KIND",
    "FORMS",
    "FORMS_OF",
    "FactProblem",
    "Facts",
    "Kind",
    "Labels",
    "check_comparison",
    "check_form",
    "count_for_unit",
    "derive",
    "find_compared_facts",
    "find_surprises",
    "is_derived",
    "is_percent",
    "kind_of",
    "name_unit",
    "plain_value",
    "quantity",
    "show",
    "show_amount",
]
