"""The dictionary → docs/blocks/: a page for each kind of block, and a picture of it in both files.

    .venv/bin/python docs/make_blocks.py            the pages, when the dictionary changed
    .venv/bin/python docs/make_blocks.py KIND …     pictures of these kinds as well; `all` for all

Pictures need LibreOffice. Look at them afterwards.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import examples
import make_pictures
import pypdfium2
from PIL import Image

import briefwright
from briefwright.cli.block_reference import PICTURE, BlockReference, describe_block
from briefwright.cli.libreoffice import find_office, open_office
from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Common
from briefwright.workers import DEFAULT_LIMITS

FOLDER = examples.DOCS / "blocks"
GAUGE = make_pictures.HOME / "tests/specimen/content/specimen/images/gauge.png"
DPI = 80
FINE = make_pictures.FINE

HEAD = """\
format: 1
title: Blocks
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
status: final
facts:
  loans: {value: 12400, unit: books, label: books lent, as_of: 2024-06-30, source: report}
  visits: {value: 8200, unit: books, label: books read, as_of: 2024-06-30, source: report}
  returns: {value: 4100, unit: books, label: books given, as_of: 2024-06-30, source: report}
names: {UN: United Nations}
sources:
  report: {title: The year in numbers, publisher: City library, date: 2024}
body:
"""
CALLING = "The library of the {UN} lent {loans}.[^report]"
BESIDE = "The text goes on at the left of it, line after line, as far as the next figure."

AUDIENCE = """\
title: Blocks
order: [key_messages, key_figures, body, annex, contacts]
clearance: internal
masthead: [title]
"""
SHEET = """\
@page {
  size: 120mm 260mm; margin: 8mm;
  @top-left { content: none } @top-center { content: none } @top-right { content: none }
  @bottom-left { content: none } @bottom-center { content: none } @bottom-right { content: none }
}
"""


def main() -> None:
    """Write the pages, and the pictures that are asked for."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for kind in KINDS if sys.argv[1:] == ["all"] else sys.argv[1:]:
        make_pictures.save(draw(kind), FOLDER / f"{kind}.png")


# ----------------------------------------------------------------- the pages


def pages() -> dict[str, str]:
    """The dictionary → each page of docs/blocks by its name."""
    blocks = [describe_block(kind) for kind in KINDS]
    return {"README.md": contents(blocks)} | {f"{one.kind}.md": page(one) for one in blocks}


def contents(blocks: Iterable[BlockReference]) -> str:
    """All kinds of block → the page that leads to each, with what all of them may have."""
    rows = "\n".join(f"| [`{one.kind}`]({one.kind}.md) | {one.summary} |" for one in blocks)
    shared = "\n".join(table(keys.of(Common).values()))
    return f"""# Blocks

A block is one item of a `body`; its first key says what kind it is. `python3 build.py explain-block
table` shows these pages in a terminal. They are made by `docs/make_blocks.py`.

| block | what it is |
|---|---|
{rows}

## What every block may have

Items, rows, places and dates may have these keys too, in their long form.

{shared}
"""


def page(block: BlockReference) -> str:
    """A kind of block → its page."""
    return "\n".join((*sections(block), ""))


def sections(block: BlockReference) -> Iterator[str]:
    """A kind of block → the lines of its page."""
    yield from (f"# `{block.kind}`", "", f"{capital(block.summary)} {block.prints}", "")
    yield f"![A {block.kind} in the PDF on the left, in Word on the right]({block.kind}.png)"
    yield from ("", "## The smallest one", "", "```yaml")
    yield from f"- {block.example}".replace("\n", "\n  ").splitlines()
    yield from ("```", "", "## Its keys", "", *table(block.keys))
    for name, own in block.lists.items():
        yield from ("", f"## Each {name}, in its long form", "", *table(own))
    yield from (
        "",
        "What [every block may have](README.md#what-every-block-may-have) comes on top.",
    )


def table(shown: Iterable[keys.Key]) -> Iterator[str]:
    """Keys → a table of them; those that have to be there are bold."""
    yield from ("| key | what it says |", "|---|---|")
    for key in shown:
        name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
        yield f"| {name} | {keys.describe(key)} |"


def capital(words: str) -> str:
    """Words → the same, beginning with a capital letter."""
    return words[:1].upper() + words[1:]


# ----------------------------------------------------------------- examples and pictures


def write(folder: Path, kinds: Iterable[str]) -> Path:
    """An empty folder, kinds of block → a briefing in it with their examples."""
    home = folder / "blocks"
    (home / PICTURE).parent.mkdir(parents=True)
    shutil.copy(GAUGE, home / PICTURE)
    body = [entry for kind in kinds for entry in entries(kind)]
    (home / "briefing.yaml").write_text(HEAD + "".join(map(as_item, body)), encoding="utf-8")
    return home


def entries(kind: str) -> Iterator[str]:
    """A kind of block → its example, with what the program needs to make it from."""
    block = describe_block(kind).example
    match kind:
        case "sources":
            yield CALLING
        case "glossary":
            yield CALLING.partition("[^")[0]
        case "list_of_figures" | "list_of_tables":
            yield describe_block("chart" if kind == "list_of_figures" else "table").example
        case "aside":
            beside = f"{as_item(block)}{as_item(BESIDE)}"
            block = f"section: A heading\nbody:\n{beside}".rstrip()
    yield block


def as_item(block: str) -> str:
    """A block's lines → the same as an item of a body."""
    return f"  - {block}\n".replace("\n", "\n    ").rstrip(" ")


def draw(kind: str) -> Image.Image:
    """A kind of block → its example in the PDF and, on the right, in Word."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        own = folder / "templates/audiences/blocks"
        own.mkdir(parents=True)
        (own / "audience.yaml").write_text(AUDIENCE, encoding="utf-8")
        (own / "theme.css").write_text(SHEET, encoding="utf-8")
        made = briefwright.build(write(folder, [kind]), "blocks", templates=folder / "templates")
    with open_office(find_office(), DEFAULT_LIMITS) as draw_word:
        word = draw_word(made.outputs["docx"])
    return make_pictures.row([below_title(one) for one in (made.outputs["pdf"], word)])


def below_title(pdf: bytes) -> Image.Image:
    """A PDF → what its first page shows below the title, margins cut."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        start = text.search("Blocks").get_next()
        assert start
        bottom = document[0].get_height() - text.get_charbox(start[0])[1] + 4
        drawn: Image.Image = document[0].render(scale=FINE * DPI / 72).to_pil()
    whole = drawn.convert("RGB").reduce(FINE)
    return make_pictures.trimmed(whole.crop((0, round(bottom * DPI / 72), *whole.size)))


if __name__ == "__main__":
    main()
