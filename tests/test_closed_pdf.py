"""What may stand in a PDF is listed: whatever is put into finished bytes besides is named."""

import io
from functools import cache

import pikepdf
import pytest
from sample_builds import Builds
from sample_page import sample_assets, sample_html
from tampering import foreign, foreign_streams

from briefwright.document.marks import Unlisted, read_html
from briefwright.formats import FORMATS
from briefwright.layout import arrange
from briefwright.pdf.read_closed import find_unlisted
from briefwright.pipeline import Build
from briefwright.verify.parity import compare


@cache
def made(more: str = "") -> bytes:
    """The sample page as a PDF, with more in its head."""
    page = sample_html().replace("</head>", f"{more}</head>")
    return FORMATS["pdf"].write(arrange(page, sample_assets()))


def foreign_in(data: bytes) -> tuple[Unlisted, ...]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return find_unlisted(pdf, data)


def test_a_file_that_nobody_touched_has_nothing_foreign() -> None:
    assert foreign_in(made()) == ()
    assert foreign_in(foreign.changed(made(), lambda pdf: None)) == ()


@pytest.mark.parametrize(
    "more", ['<meta name="pdf" content="a-4f">', '<meta name="attachments" content="no">']
)
def test_a_file_of_another_standard_has_nothing_foreign(more: str) -> None:
    assert made(more) != made()
    assert foreign_in(made(more)) == ()


@pytest.mark.parametrize("guest", foreign.GUESTS)
@pytest.mark.parametrize("place", foreign.PLACES)
def test_no_dictionary_takes_a_guest(place: str, guest: str) -> None:
    assert foreign_in(foreign.add(made(), place, guest))


@pytest.mark.parametrize("name", foreign.VALUES)
def test_no_dictionary_says_what_is_not_listed(name: str) -> None:
    assert foreign_in(foreign.changed(made(), foreign.VALUES[name]))


@pytest.mark.parametrize("name", foreign_streams.OBJECTS)
def test_no_object_is_more_than_it_says(name: str) -> None:
    assert foreign_in(foreign.changed(made(), foreign_streams.OBJECTS[name]))


@pytest.mark.parametrize("name", foreign_streams.DRAWN)
def test_no_page_is_drawn_by_instructions_that_are_not_listed(name: str) -> None:
    assert foreign_in(foreign_streams.draw(made(), foreign_streams.DRAWN[name]))


@pytest.mark.parametrize("name", foreign_streams.PROPERTIES)
def test_no_metadata_say_what_is_not_listed(name: str) -> None:
    assert foreign_in(foreign_streams.rewrite_properties(made(), *foreign_streams.PROPERTIES[name]))


@pytest.mark.parametrize("name", foreign_streams.BYTES)
def test_no_bytes_stand_beside_the_objects(name: str) -> None:
    spoilt = foreign_streams.BYTES[name](made())
    assert spoilt != made()
    assert foreign_in(spoilt)


def test_no_edition_has_anything_foreign(
    every_edition: Builds, specimens: Builds, unattached: Build
) -> None:
    builds = {**every_edition, **specimens, "unattached": unattached}
    assert len(builds) > 15
    assert {name: foreign_in(one.outputs["pdf"]) for name, one in builds.items()} == (
        dict.fromkeys(builds, ())
    )


def test_what_is_not_on_the_list_is_named() -> None:
    html = read_html(sample_html())
    spoilt = foreign.add(made(), "catalog", "a script")
    account = compare(html, {"markup": html, "pdf": FORMATS["pdf"].read(spoilt)}, edition="sample")
    (problem,) = account.problems
    assert problem.code == "P914"
    assert problem.message.startswith(
        "In the PDF of sample, /AA stands in the catalog, and isn't on the list"
    )
