"""Callouts with icons, and quotations set large: in every file, and said to who can't see them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.formats import FORMATS

BODY = """body:
  - {callout: Bridges are closed., kind: warning, title: Mind the bridge, id: bridge}
  - {callout: A usual one., id: usual}
  - {quote: We will read it again., who: Ana Bel, pull: yes, id: said}
"""
Build = Callable[..., pipeline.Build]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Formats → the sample's edition in them."""

    def of(*formats: str) -> pipeline.Build:
        reader = audience.read(TEMPLATES, "full")
        return pipeline.build(content.read(folder(tmp_path, BODY)), reader, "en", formats)

    return of


def test_an_icon_stands_in_every_file_with_a_word_for_who_cannot_see_it(build: Build) -> None:
    made = build("pdf", "docx", "html", "eml")
    assert made.account.summary().startswith("nothing lost")
    for name, data in made.outputs.items():
        found = FORMATS[name].read(data)
        assert [mark.text for mark in found.alts] == ["Warning"], name
        kinds = [mark.kind for mark in found.body]
        following = found.body[kinds.index("figure") + 1]
        assert following.text.casefold() == "mind the bridge", name


def test_an_icon_has_the_colour_of_its_callout(build: Build) -> None:
    (icon,) = (one for one in build("html").outputs["html"].decode().split("<svg")[1:])
    assert "#a3161d" in icon.partition("</svg>")[0].lower()


def test_a_quotation_set_large_has_a_role_of_its_own(build: Build) -> None:
    assert '<blockquote data-role="pull-quote"' in build("docx").html
