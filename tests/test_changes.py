"""An audience can print what has changed since an issued edition: numbers, then texts."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.cli.commands.loading import load
from briefwright.edition import find_earlier, select
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, Source
from briefwright.preview.making import review
from briefwright.problems import DisclosureError

BEFORE = """facts:
  loans: {value: 12400, unit: books, label: Books lent}
  staff: {value: 31, unit: people, label: Staff}
body:
  - section: The library
    id: library
    body:
      - It lent {loans}, with {staff}.
      - It closes at noon on all working days.
  - section: Plans
    id: plans
    body:
      - A second room opens in the spring of next year.
  - section: Money
    id: money
    handling: internal
    body:
      - The roof is paid for from the fund for books.
"""
READER = audience.read(TEMPLATES, "full")
PRINTING = replace(READER, order=(*READER.order, "changes"))
Follow = Callable[..., Briefing]


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    """Texts of the issued edition, each with what stands in its place → the briefing after it."""

    def of(*changes: tuple[str, str]) -> Briefing:
        after = BEFORE
        for stood, stands in changes:
            assert stood in after
            after = after.replace(stood, stands)
        (tmp_path / "before").mkdir()
        (tmp_path / "after").mkdir()
        earlier = content.read(folder(tmp_path / "before", BEFORE))
        return replace(content.read(folder(tmp_path / "after", after)), earlier=earlier)

    return of


def list_changes(briefing: Briefing, language: str = "en") -> list[str]:
    leaves = select(briefing, PRINTING, language).leaves()
    return [leaf.text for leaf in leaves if leaf.at.startswith("changes.")]


def test_numbers_stand_before_texts_and_texts_below_their_sections(follow: Follow) -> None:
    changes = (
        ("value: 12400", "value: 13000"),
        ("closes at noon", "closes at four"),
        ("A second room opens in the spring of next year.", "Nothing more is planned."),
    )
    assert list_changes(follow(*changes)) == [
        "What has changed since edition 1",
        "Numbers",
        "Books lent: 12,400 books → 13,000 books",
        "The library",
        "It lent 12,400 books, with 31 people. → It lent 13,000 books, with 31 people.",
        "It closes at noon on all working days. → It closes at four on all working days.",
        "Plans",
        "New: Nothing more is planned.",
        "No longer: A second room opens in the spring of next year.",
    ]


def test_nothing_is_printed_where_nothing_changed_or_was_issued(follow: Follow) -> None:
    same = follow()
    assert list_changes(same) == []
    assert list_changes(replace(same, earlier=None)) == []


def test_an_audience_that_got_no_edition_then_gets_no_list_now(follow: Follow) -> None:
    briefing = follow(("closes at noon", "closes at four"))
    assert list_changes(briefing)
    assert briefing.earlier
    others = replace(briefing.earlier.metadata, audiences=("press",))
    assert list_changes(replace(briefing, earlier=replace(briefing.earlier, metadata=others))) == []


def test_what_is_withheld_by_now_is_not_quoted_from_then(follow: Follow) -> None:
    briefing = follow(("id: plans", "id: plans\n    handling: internal"), ("at noon", "at four"))
    found = list_changes(briefing)
    assert (
        "It closes at noon on all working days. → It closes at four on all working days." in found
    )
    assert not [line for line in found if "second room" in line]


def test_what_it_quotes_is_no_permission_to_say_it(follow: Follow) -> None:
    moved = (
        "is paid for from the fund for books.",
        "is not paid for, and it closes at noon on all working days.",
    )
    briefing = follow(("- It closes at noon on all working days.", "- It shuts at four."), moved)
    with pytest.raises(DisclosureError) as caught:
        pipeline.build(briefing, PRINTING, "en", ("html",))
    assert {one.at for one in caught.value.problems} == {"money/text-1"}


def test_each_file_has_it_and_nothing_is_lost(follow: Follow) -> None:
    briefing = follow(("at noon", "at four"), ("value: 31", "value: 32"))
    made = pipeline.build(briefing, PRINTING, "en", ("pdf", "docx", "html"))
    assert made.account.summary().startswith("nothing lost")
    assert "Staff: 31" in made.html


def test_where_nothing_is_compared_a_sentence_says_so(follow: Follow, tmp_path: Path) -> None:
    after = follow(("value: 12400", "value: 13000"))
    assert find_earlier(after, PRINTING, "en") is not None
    assert (
        find_earlier(after, replace(PRINTING, bilingual="parallel", languages=("en", "ru")), "en")
        is None
    )
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    settings = "title: Sample\nextends: full\norder: [body, changes]\n"
    own = tmp_path / "templates/audiences/sample"
    own.mkdir()
    (own / "audience.yaml").write_text(settings)
    folders = Folders(tmp_path / "after", tmp_path / "templates", tmp_path / "output")
    for draft in (True, False):
        loaded = load(folders, BuildRequest(audiences=("sample",), draft=draft))
        said = [one.message for one in loaded.problems if one.code == "A552"]
        assert len(said) == draft
    source = Source(tmp_path / "after/sample", tmp_path / "templates")
    (said_there,) = (one for one in review(source, Choice("sample", "en")) if one.code == "A552")
    assert "neither a draft, nor a bilingual edition, nor `watch` or `serve`" in said_there.message
