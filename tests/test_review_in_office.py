"""A reviewed copy with forty changes, made by LibreOffice: each of the forty is accounted for."""

from collections import Counter
from pathlib import Path

import pytest
from sample_folder import folder
from sample_office import Edit, edit_in_office
from test_review import TEMPLATES, apply, changes, list_texts, make

from briefwright import audience, content
from briefwright.review.original import Original
from briefwright.review.reading import read
from briefwright.review.reviewing import review
from briefwright.review.sending import track_changes

WORDS = (
    "Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Pine",
)  # fmt: skip
SOURCES = """\
survey: {title: Survey of readers, publisher: Town council, date: 2024-05}
"""
BODY = (
    """\
facts:
  loans: {value: 12400, unit: books, as_of: 2024-08-31}
  visits: {value: 310, unit: visits, as_of: 2024-08-31}
body:
  - text: >
      The library lent {loans} in a year.

      Half of its {visits} were by children.[^survey]
    id: opening
"""
    + "".join(
        f"""\
  - section: The {name} room
    id: {name.lower()}
    body:
      - text: The {name} room was painted in a light colour.
        id: {name.lower()}-paint
      - text: Nobody sat in the {name} corner before ten.
        id: {name.lower()}-corner
"""
        for name in WORDS
    )
    + """\
  - section: What it offers
    id: offers
    body:
      - list: Courses
        id: courses
        items:
          - Reading: every Monday.
          - Writing by hand
          - Sums
          - Singing
          - Drawing
      - text: It is open on *six* days, and **never** on Sundays.
        id: days
      - table: Hours
        id: hours
        columns: [Day, Opens]
        rows:
          - [Monday, nine]
          - [Tuesday, ten]
          - [Friday, noon]
          - [Saturday, one]
      - callout: It is free.
        id: free
"""
)
# Each edit, and what it must be found as, and where; "" where it is of no text of the briefing.
EDITS: tuple[tuple[Edit, str, str], ...] = (
    *((("TrackedSwap", f"The {one} room was", f"The {one} hall was"),
       "changed", f"{one.lower()}-paint.text") for one in WORDS[:6]),
    *((("Swap", f"The {one} room was", f"The {one} hall was"),
       "changed", f"{one.lower()}-paint.text") for one in WORDS[6:]),
    *((("TrackedComment", f"{one} corner", f"Why {one}?"),
       "comment", f"{one.lower()}-corner") for one in WORDS[1:4]),
    *((("TrackedRemove", f"the {one} corner"),
       "gone", f"{one.lower()}-corner.text") for one in WORDS[4:6]),
    *((("Remove", f"the {one} corner"),
       "gone", f"{one.lower()}-corner.text") for one in WORDS[6:8]),
    *((("TrackedAdd", f"the {one} corner", f"A new line for {one}."),
       "new", f"{one.lower()}-corner") for one in WORDS[8:10]),
    (("Add", "the Pine corner", "A last line for Pine."), "new", "pine-corner"),
    (("MoveBehind", "the Alder corner", "The Birch hall was"), "moved", "alder-corner.text"),
    (("TrackedSwap", "12,400", "12,600"), "number", "facts.loans"),
    (("Swap", "310", "320"), "number", "facts.visits"),
    (("TrackedSwap", "in a year", "in one year"), "changed", "opening.text.1"),
    (("TrackedSwap", "A sample", "One sample"), "changed", "briefing.title"),
    (("Swap", "Survey of readers", "Poll of readers"), "changed", "sources.survey"),
    (("Swap", "Courses", "Lessons"), "changed", "courses.list"),
    (("TrackedAdd", "Writing by hand", "Printing"), "new", "courses.items.2"),
    (("Comment", "Writing by hand", "Which hand?"), "comment", "courses.items.2"),
    (("Remove", "Drawing"), "gone", "courses.items.5"),
    (("MoveBehind", "Singing", "every Monday"), "moved", "courses.items.4"),
    (("TrackedSwap", "every Monday", "each Monday"), "changed", "courses.items.1"),
    (("Embolden", "Sums"), "formatting", "courses.items.3"),
    (("Swap", "six", "seven"), "changed", "days.text"),
    (("TrackedSwap", "noon", "half past noon"), "changed", "hours.rows.3.2"),
    (("AddRow", "Tuesday", "Wednesday", "eight"), "new", "hours.rows.2"),
    (("RemoveRow", "Saturday"), "gone", "hours.rows.4.1"),
    (("Swap", "It is free", "It costs nothing"), "changed", "free.callout"),
    (("TrackedSwap", "What it offers", "What there is"), "changed", ""),  # in the contents
)  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = folder(tmp_path_factory.mktemp("office"), BODY, sources=SOURCES)
    return Original(path, content.read(path), audience.read(TEMPLATES, "full"), "en")


def test_each_of_forty_changes_made_in_libreoffice_is_accounted_for(
    soffice: str, original: Original, tmp_path: Path
) -> None:
    sent, back = tmp_path / "sent.docx", tmp_path / "back.docx"
    sent.write_bytes(track_changes(make(original)))
    edit_in_office(soffice, tmp_path, [(sent, back, [one[0] for one in EDITS])])
    before, after = read(sent.read_bytes()), read(back.read_bytes())
    found = review(before, after, original)
    assert len(EDITS) == 40
    # The other cell of the row that went stands for itself, and says that it goes with the row.
    expected = [(kind, at) for _, kind, at in EDITS] + [("gone", "hours.rows.4.2")]
    assert Counter((one.kind, one.at) for one in found.findings) == Counter(expected)
    assert all(one.changes or one.why for one in found.findings)
    assert {one.by for one in found.findings} == {"Ana", ""}
    copy = apply(original, found, tmp_path)
    assert changes(review(before, after, copy)) == []
    # What moved stands where it stood; so does the entry of the contents.
    left = Counter(list_texts(back.read_bytes())) - Counter(list_texts(make(copy)))
    assert left == Counter(["What there is 2"])
