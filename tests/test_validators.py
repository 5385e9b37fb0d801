"""Every PDF keeps PDF/A and PDF/UA at once, says veraPDF; and veraPDF still sees what is broken."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import sample_validation
from conftest import AUDIENCES, TEMPLATES
from pikepdf import Dictionary, Name
from sample_builds import Builds, build_real
from sample_chart import chart_assets, chart_html, sample_charts
from sample_page import sample_assets, sample_html
from sample_validation import PROFILES, Verdict

from briefwright import audience, figures, pipeline
from briefwright.audience.settings import SETTINGS
from briefwright.document.assets import Assets
from briefwright.layout import STANDARDS, arrange
from briefwright.pdf.write import write

if TYPE_CHECKING:
    from briefwright.model.dictionary import Briefing
    from briefwright.pipeline import Build

# All files are made and validated in the set-up of whichever of these tests comes first.
pytestmark = pytest.mark.timeout(1500)

Files = Mapping[tuple[str, str], bytes]  # by the name of an edition and of its standard

PAGES = ("sample page", "sample charts", "nothing attached")
SPECIMENS = tuple(f"specimen, {name}" for name in AUDIENCES)
SHIPPED = tuple(f"kazakhstan, {name}" for name in audience.names(TEMPLATES))
TRANSLATED = (("press", "ru"), ("messages", "ar"))
# Which files are made in each standard. Between them, the pages and the specimen have all that a
# standard changes; so of the shipped audiences, which nobody builds as A-4, one is enough there.
MADE: Mapping[str, tuple[str, ...]] = {
    "a-3a": (*PAGES, *SPECIMENS, *SHIPPED, *map(", ".join, TRANSLATED)),
    "a-4f": (*PAGES, *SPECIMENS, "kazakhstan, full"),
    "a-2a": ("specimen, unattached",),
}
TORN = b"%PDF-1.7\n%%EOF"
LONG = "A text that goes on and on, so that a page ends somewhere in it. " * 60
CUT = (
    f"<p>{LONG}</p><ul><li>{LONG}</li></ul><figure><table><thead><tr><th scope='col'>Head</th></tr>"
    f"</thead><tbody><tr><td>{LONG}</td></tr></tbody></table></figure>"
)


# ----------------------------------------------------------------- broken on purpose


def structure(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    """A PDF and a type → the first structure element of it."""
    return next(element for element in pdf.objects if is_element(element, kind))


def is_element(thing: pikepdf.Object, kind: str) -> bool:
    return isinstance(thing, Dictionary) and thing.get("/S") == f"/{kind}" and "/P" in thing


def silent_figure(pdf: pikepdf.Pdf) -> None:
    del structure(pdf, "Figure").Alt


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def skipped_level(pdf: pikepdf.Pdf) -> None:
    structure(pdf, "H3").S = Name.H5


def untagged_text(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    font = next(iter(page.Resources.Font.keys())).encode()
    page.contents_add(b"BT " + font + b" 12 Tf 1 0 0 1 80 60 Tm <00010002> Tj ET")


def dumb_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].Contents


def no_claim(pdf: pikepdf.Pdf) -> None:
    said = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(said.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def no_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def borrowed_font(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/FontFile2" in thing:
            del thing.FontFile2


def loose_file(pdf: pikepdf.Pdf) -> None:
    for file in pdf.Root.AF:
        del file.AFRelationship


# What is done to a good file, and the rules that veraPDF must find broken: profile, rule.
BROKEN: Mapping[str, tuple[Callable[[pikepdf.Pdf], None], str, str]] = {
    "a figure without words": (silent_figure, "ua1", "7.3-1"),
    "no language": (no_language, "ua1", "7.2-"),
    "a level of headings skipped": (skipped_level, "ua1", "7.4.2-1"),
    "text that no tag holds": (untagged_text, "ua1", "7.1-3"),
    "a link without words": (dumb_link, "ua1", "7.18.5-2"),
    "no claim to be PDF/UA": (no_claim, "ua1", "5-"),
    "no meaning of colours": (no_colours, "3a", "6.2.4.3-"),
    "a font that isn't there": (borrowed_font, "3a", "6.2.11.4.1-1"),
    "a file that is nothing to the page": (loose_file, "3a", "6.8-"),
}


def spoilt(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


# ----------------------------------------------------------------- one run over all files


def in_standard(html: str, assets: Assets, standard: str) -> bytes:
    """A page → its PDF, in a standard that another setting of its audience would give it."""
    head = f'<meta name="pdf" content="{standard}"></head>'
    return write(arrange(html.replace('<meta name="pdf" content="a-3a">', "").replace(
        "</head>", head), assets))  # fmt: skip


def samples() -> Iterator[tuple[str, str, bytes]]:
    cut = sample_html().replace(
        '</section>\n<section data-at="figures"', CUT + '</section>\n<section data-at="figures"', 1
    )
    pages = (
        (cut, sample_assets()),
        (sample_charts(), chart_assets()),
        (chart_html("<p>Nothing but text.</p>"), chart_assets()),
    )
    for name, (html, assets) in zip(PAGES, pages, strict=True):
        for standard in STANDARDS:
            yield name, standard, in_standard(html, assets, standard)


def profiles(data: bytes, standard: str) -> tuple[str, ...]:
    """A PDF and its standard → the profiles of veraPDF: A-4 is called 4f with files in it only."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        has_files = "/AF" in pdf.Root
    return tuple("4" if one == "4f" and not has_files else one for one in PROFILES[standard])


@pytest.fixture(scope="session")
def files(
    editions: Builds, specimens: Builds, unattached: Build, specimen_templates: Path
) -> Files:
    """All PDF files, those of audiences as they were built, and laid out again for A-4."""
    found = {(name, standard): data for name, standard, data in samples()}
    built = {f"kazakhstan, {name}": build for name, build in editions.items()}
    built |= {f"specimen, {name}": build for name, build in specimens.items()}
    for name, build in built.items():
        found[name, "a-3a"] = build.outputs["pdf"]
        if name in MADE["a-4f"]:
            look = audience.read(specimen_templates, name.partition(", ")[2]).theme
            assets = look.assets + figures.draw(build.edition, look, {}).assets
            found[name, "a-4f"] = in_standard(build.html, assets, "a-4f")
    found["specimen, unattached", "a-2a"] = unattached.outputs["pdf"]
    for name, language in TRANSLATED:
        found[f"{name}, {language}", "a-3a"] = build_real(name, language).outputs["pdf"]
    return found


@pytest.fixture(scope="session")
def verdicts(
    files: Files, verapdf: str, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], Verdict]:
    """veraPDF's verdict on each edition by profile, and on each broken file."""
    folder = tmp_path_factory.mktemp("validated")
    paths: dict[tuple[str, str], Path] = {}
    for number, ((name, standard), data) in enumerate(files.items()):
        path = folder / f"{number}.pdf"
        path.write_bytes(data)
        paths |= {(name, profile): path for profile in profiles(data, standard)}
    for number, (name, (change, profile, _)) in enumerate(BROKEN.items()):
        path = folder / f"broken-{number}.pdf"
        path.write_bytes(spoilt(files["sample page", "a-3a"], change))
        paths[name, profile] = path
    paths["torn", "3a"] = folder / "torn.pdf"
    paths["torn", "3a"].write_bytes(TORN)
    said = sample_validation.validate(
        verapdf, [(profile, path) for (_, profile), path in paths.items()]
    )
    return {(name, profile): said[profile, path] for (name, profile), path in paths.items()}


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        (name, profile)
        for standard, names in MADE.items()
        for name in names
        for profile in PROFILES[standard]
    ],
)
def test_a_pdf_keeps_what_it_claims(
    verdicts: Mapping[tuple[str, str], Verdict], name: str, profile: str
) -> None:
    said = verdicts.get((name, profile)) or verdicts[name, "4"]  # 4f without a file is 4
    assert said.broken == {}
    assert said.checks > 100


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pdf_is_seen(verdicts: Mapping[tuple[str, str], Verdict], name: str) -> None:
    _, profile, rule = BROKEN[name]
    assert [found for found in verdicts[name, profile].broken if found.startswith(rule)]


def test_a_file_that_is_no_pdf_is_seen(verdicts: Mapping[tuple[str, str], Verdict]) -> None:
    assert list(verdicts["torn", "3a"].broken) == ["unread"]


def test_another_engine_is_not_taken_for_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_validation, "JAR_SHA256", "0" * 64)
    with pytest.raises(ValueError, match="is not the jar"):
        sample_validation.jar()


def test_what_an_audience_may_ask_for_is_what_can_be_written_and_is_checked() -> None:
    assert SETTINGS["pdf"].choices == tuple(STANDARDS)
    assert set(STANDARDS) <= set(PROFILES)
    assert SETTINGS["pdf"].default == ("a-3a",)


def test_each_file_says_which_standards_it_keeps(files: Files) -> None:
    assert files
    for (name, standard), data in files.items():
        part, letter, access, version = CLAIMS[standard]
        with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as said:
            letter = letter if standard != "a-4f" or "/AF" in pdf.Root else ""
            assert (said["pdfaid:part"], said["pdfuaid:part"]) == (part, access), name
            assert said.get("pdfaid:conformance", "") == letter, name
            assert pdf.pdf_version == version, name


CLAIMS = {
    "a-3a": ("3", "A", "1", "1.7"),
    "a-4f": ("4", "F", "2", "2.0"),
    "a-2a": ("2", "A", "1", "1.7"),
}


def test_an_audience_gets_the_standard_that_it_asks_for(briefing: Briefing, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    archive = tmp_path / "templates" / "audiences" / "archive"
    archive.mkdir()
    settings = "title: Archive\nextends: minister\npdf: a-4f\n"
    (archive / "audience.yaml").write_text(settings, encoding="utf-8")
    reader = audience.read(tmp_path / "templates", "archive")
    build = pipeline.build(briefing, reader, "en", ["pdf"])
    with pikepdf.open(io.BytesIO(build.outputs["pdf"])) as pdf, pdf.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfuaid:part"]) == ("4", "2")
