"""The examples of these pages and the first briefing → docs/pictures/: run it, then look at them.

    .venv/bin/python docs/make_pictures.py

Needs LibreOffice, for what Word files look like, and Chromium, for what `watch` shows.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import examples
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

import briefwright
from briefwright.setup.requirements import find_chromium

HOME = examples.DOCS.parent
PICTURES = examples.DOCS / "pictures"
LARGEST = 150_000  # bytes of one picture
DESK = (230, 234, 237)
PAPER = (255, 255, 255)
GAP = 18  # pixels between pages
FINE = 3  # pages are drawn so many times larger and then reduced, so that small letters stay whole

Files = Mapping[str, Path]  # by the name of an edition and its ending


def main() -> None:
    """Build everything that is shown, draw each picture, keep it small."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        files = build(Path(folder))
        for name, draw in DRAWINGS.items():
            save(draw(files), PICTURES / f"{name}.png")


def build(folder: Path) -> Files:
    """An empty folder → the files of the example and of the first briefing, built there."""
    shutil.copytree(HOME / "content", folder / "content")
    examples.write(folder, examples.files())
    for look, parent in LOOKS.items():
        own = folder / "templates/audiences" / look / "audience.yaml"
        own.parent.mkdir()
        own.write_text(f"extends: {parent}\nlook: {look}\n", encoding="utf-8")
    output = folder / "output"
    for wanted in (["library"], [FIRST, "--language", "en"]):
        subprocess.run(
            [sys.executable, HOME / "build.py", "build", *wanted,
             "--content", folder / "content", "--templates", folder / "templates",
             "--output", output,
             *(word for name in (*AUDIENCES, *LOOKS) for word in ("--audience", name))],
            check=True,
        )  # fmt: skip
    compare(folder)
    made = [path for path in output.glob("*/**/*") if path.suffix in (".pdf", ".docx")]
    return {path.name.replace("-DRAFT", ""): path for path in made}


def compare(folder: Path) -> None:
    """The folder of what was built → the first briefing compared with one that it may have been."""
    before = shutil.copytree(folder / "content" / FIRST, folder / "before")
    for file, now, then in EARLIER:
        path = before / file
        path.write_text(path.read_text(encoding="utf-8").replace(now, then), encoding="utf-8")
    subprocess.run(
        [sys.executable, HOME / "build.py", "compare", FIRST, "--from", before,
         "--audience", "press", "--language", "en", "--format", "pdf",
         "--content", folder / "content", "--templates", folder / "templates",
         "--output", folder / "output"],
        check=True,
    )  # fmt: skip


EARLIER = (
    ("facts.yaml", "value: 630", "value: 600"),
    ("facts.yaml", "value: 74", "value: 70"),
    ("sections/02-nuclear.yaml", "been a staunch promoter of", "promoted"),
)


def _compared(files: Files) -> Image.Image:
    """Files → the upper part of the first page on which changes are marked."""
    whole = trimmed(page(files[f"{FIRST}-press-en-compared.pdf"], 1, 96))
    return whole.crop((0, 0, whole.width, whole.height // 2))


# ----------------------------------------------------------------- pages


def page(pdf: Path, number: int, dpi: int) -> Image.Image:
    """A PDF, a page from 1 and a resolution → that page."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[number - 1].render(scale=FINE * dpi / 72).to_pil()
    return drawn.convert("RGB").reduce(FINE)


def as_pdf(word: Path) -> Path:
    """A Word file → the pages that LibreOffice makes of it, as a PDF in a folder beside it."""
    folder = word.parent / "word"
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word],
        check=True,
        capture_output=True,
    )
    return folder / f"{word.stem}.pdf"


def between(pdf: Path, first: str, last: str, dpi: int) -> Image.Image:
    """A PDF, words where a part of a page begins and where it ends → that part, margins cut."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, one in enumerate(document, start=1):
            text = one.get_textpage()
            start = text.search(first).get_next()
            if start is None:
                continue
            end = text.search(last, index=start[0]).get_next()
            if end is None:
                raise LookupError(f"“{last}” doesn't follow “{first}” in {pdf.name}")
            height, points = one.get_height(), dpi / 72
            top = (height - text.get_charbox(start[0])[3] - 8) * points
            bottom = (height - text.get_charbox(end[0])[1] + 16) * points
            whole = page(pdf, number, dpi)
            return trimmed(whole.crop((0, round(top), whole.width, round(bottom))))
    raise LookupError(f"“{first}” is not in {pdf.name}")


def watched(files: Files, before: str, after: str) -> Image.Image:
    """Files and an edit of the example's text → what `watch` shows once it is saved."""
    from playwright.sync_api import sync_playwright

    above = files["library-full-en.pdf"].parents
    home = next(folder for folder in above if (folder / "content").is_dir())
    command = [sys.executable, str(HOME / "build.py"), "watch", "library", "--no-open"]
    folders = ("--content", "content", "--templates", "templates")
    with subprocess.Popen(
        [*command, *folders], cwd=home, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().split(" at ")[1].split()[0]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=find_chromium(), args=["--no-sandbox"]
            )
            shown = chromium.new_page(viewport={"width": 1100, "height": 640})
            shown.goto(address)
            shown.wait_for_function("() => document.documentElement.dataset.save")
            for path in (home / "content" / "library").rglob("*.yaml"):
                text = path.read_text(encoding="utf-8")
                if before in text:
                    path.write_text(text.replace(before, after), encoding="utf-8")
            shown.locator("#show-change").click()
            shown.locator("#list li").first.wait_for()
            picture = Image.open(io.BytesIO(shown.screenshot()))
            chromium.close()
        process.terminate()
    return picture.convert("RGB")


def trimmed(picture: Image.Image) -> Image.Image:
    """A picture → the same with a narrow margin of paper around its ink."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).getbbox()
    if box is None:
        raise LookupError("There is nothing on the picture.")
    inside = picture.crop(box)
    framed = Image.new("RGB", (inside.width + 2 * GAP, inside.height + 2 * GAP), PAPER)
    framed.paste(inside, (GAP, GAP))
    return framed


def row(pages: Sequence[Image.Image]) -> Image.Image:
    """Pages → all of them side by side on a desk."""
    width = sum(one.width + GAP for one in pages) + GAP
    desk = Image.new("RGB", (width, max(one.height for one in pages) + 2 * GAP), DESK)
    left = GAP
    for one in pages:
        desk.paste(one, (left, GAP))
        left += one.width + GAP
    return desk


def save(picture: Image.Image, path: Path) -> None:
    """A picture → a PNG file of few colours. Errors: ValueError if it is still too large."""
    few = picture.quantize(128, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes, more than {LARGEST:,}")


# ----------------------------------------------------------------- the table of pictures

AUDIENCES = ("full", "messages", "minister", "press", "public", "speaking", "council", "envoys")
LOOKS = {"library": "full", "report": "full", "glance": "messages"}  # each shown as one gets it
FIRST = "kazakhstan-peace-security"


def _both(files: Files) -> Image.Image:
    pdf, word = files[f"{FIRST}-full-en.pdf"], as_pdf(files[f"{FIRST}-full-en.docx"])
    return row([page(one, number, 46) for one in (pdf, word) for number in (1, 6)])


def _first_pages(names: Sequence[str], dpi: int) -> Callable[[Files], Image.Image]:
    return lambda files: row([page(files[f"{name}.pdf"], 1, dpi) for name in names])


def _figure(first: str, last: str) -> Callable[[Files], Image.Image]:
    return lambda files: between(files["library-full-en.pdf"], first, last, 100)


def _first_briefing(audience: str, formats: Sequence[str]) -> Callable[[Files], Image.Image]:
    """An audience, formats → the first page of what first-briefing.md builds for it, in each."""

    def draw(_: Files) -> Image.Image:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            for step in examples.list_first_steps():
                if isinstance(step, examples.Change):
                    examples.change(home, step)
                elif "build" in step.words and audience in step.words[-1]:
                    made = briefwright.build(home / "content/school-flood", audience)
                    break
                elif step.words[0] == "new" or "--fix" in step.words:
                    subprocess.run([sys.executable, HOME / "build.py", *step.words,
                                    "--content", home / "content"], check=False)  # fmt: skip
            for name in formats:
                (home / f"page.{name}").write_bytes(made.outputs[name])
            shown = [
                home / "page.pdf",
                *([as_pdf(home / "page.docx")] if "docx" in formats else []),
            ]
            return row([page(one, 1, 60) for one in shown])

    return draw


def _kind(kind: str, parent: str, look: str) -> Callable[[Files], Image.Image]:
    """The example of a kind, an audience and its look → the first page as a PDF and in Word."""

    def draw(_: Files) -> Image.Image:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            words = ["new", "briefing", kind, "--kind", kind, "--content", str(home / "content")]
            subprocess.run([sys.executable, HOME / "build.py", *words], check=True)
            own = home / "templates/audiences/own/audience.yaml"
            own.parent.mkdir(parents=True)
            own.write_text(f"extends: {parent}\nlook: {look}\n", encoding="utf-8")
            made = briefwright.build(home / "content" / kind, "own", templates=home / "templates")
            for name in ("pdf", "docx"):
                (home / f"page.{name}").write_bytes(made.outputs[name])
            files = (home / "page.pdf", as_pdf(home / "page.docx"))
            return row([page(one, 1, 60) for one in files])

    return draw


def _terminal(_: Files) -> Image.Image:
    """What first-briefing.md shows of faults → how it looks in a terminal of 100 columns."""
    steps = examples.list_first_steps()
    step = next(one for one in steps if isinstance(one, examples.Command) and one.is_quick
                and one.words[0] == "check")  # fmt: skip
    lines = [f"$ python3 build.py {' '.join(step.words)}"]
    lines += [part for line in step.answer for part in textwrap.wrap(line, 96)]
    size, high = 13 * FINE, 19 * FINE
    letters = ImageFont.truetype("DejaVuSansMono.ttf", size)
    screen = Image.new("RGB", (820 * FINE, high * (len(lines) + 2)), (22, 36, 44))
    for n, line in enumerate(lines, 1):
        ImageDraw.Draw(screen).text((GAP * FINE, high * n), line, PAPER, letters)
    return screen.reduce(FINE)


def _own_look(step: int) -> Callable[[Files], Image.Image]:
    """A picture of own-look.md → the first page as it is then; the last one shows its foot."""

    def draw(_: Files) -> Image.Image:
        with tempfile.TemporaryDirectory() as folder:
            home = examples.write_own_look(Path(folder), step)
            made = briefwright.build(home, "donors", templates=Path(folder, "templates"))
            pdf = Path(folder, "donors.pdf")
            pdf.write_bytes(made.outputs["pdf"])
            if step < examples.OWN_LOOK:
                return row([page(pdf, 1, 46)])
            whole = page(pdf, 1, 80)
            return whole.crop((0, whole.height * 7 // 8, *whole.size))

    return draw


DRAWINGS: Mapping[str, Callable[[Files], Image.Image]] = {
    "briefing": _both,
    "writing": _first_pages(["library-full-en"], 80),
    "bar": _figure("Figure 1 Most", "Source: Culture"),
    "line": _figure("Figure 2 Children", "Source: Culture"),
    "table": _figure("Table 1 Where", "Source: Culture"),
    "cells": _figure("Table 3 Lending", "Adults"),
    "lists-in-cells": _figure("Table 5 Who", "31 May"),
    "map": _figure("Figure 4 Libraries", "Positions are"),
    "shades": _figure("Figure 5 Books", "Natural Earth"),
    "circles": _figure("Figure 6 Books", "Natural Earth"),
    "districts": _figure("Figure 7 Readers", "are simplified"),
    "timeline": _figure("Figure 8 From", "Source: Culture"),
    "gantt": _figure("Figure 9 Moving", "Source: Culture"),
    "combo": _figure("Figure 10 Loans", "Source: Culture"),
    "diverging": _figure("Figure 11 Most", "Source: Culture"),
    "waffle": _figure("Figure 12 One", "Source: Culture"),
    "pictogram": _figure("Figure 13 Books", "Source: Culture"),
    "dots": _figure("Figure 14 All", "Source: Culture"),
    "area": _figure("Figure 15 Electronic", "Source: Culture"),
    "slope": _figure("Figure 16 Old", "Source: Culture"),
    "languages": lambda files: between(
        files["library-envoys-en-ru.pdf"], "The city library", "вычислено", 100
    ),
    "audiences": _first_pages(
        [f"{FIRST}-{name}-en" for name in ("minister", "press", "public", "speaking")], 46
    ),
    "compare": _compared,
    "watch": lambda files: watched(files, "open on *six* days", "open on *seven* days"),
    "looks-to-choose": _first_pages([f"{FIRST}-{look}-en" for look in LOOKS], 60),
    **{f"own-look-{n}": _own_look(n) for n in range(1, examples.OWN_LOOK + 1)},
    "first-briefing-faults": _terminal,
    "first-briefing-draft": _first_briefing("full", ("pdf", "docx")),
    "first-briefing-minister": _first_briefing("minister", ("pdf",)),
    "comparison-briefing": lambda files: row(
        [page(files[f"{FIRST}-full-en.pdf"], number, 60) for number in (1, 2, 5, 7)]
    ),
    "comparison-situation-report": _kind("situation-report", "full", "report"),
    "comparison-one-pager": _kind("one-pager", "minister", "glance"),
    "looks": _first_pages(["library-full-en", "library-council-en"], 60),
}

if __name__ == "__main__":
    main()
