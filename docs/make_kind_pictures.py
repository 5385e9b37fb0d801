"""The smallest example of each kind of block → what it looks like, for the page that adds one.

    .venv/bin/python docs/make_kind_pictures.py

Needs Chromium. Look at the pictures afterwards.
"""

import io
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from make_blocks import CALLING, HEAD
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from briefwright.preview.choices import Choice, Source
from briefwright.service.editor.editions import make_page, read_draft
from briefwright.service.editor.examples import EXAMPLES, write_example
from briefwright.service.editor.lines import write_block
from briefwright.setup.requirements import find_chromium

HOME = Path(__file__).resolve().parent.parent
PICTURES = HOME / "briefwright" / "service" / "kinds"
WIDE, HIGH = 360, 220  # pixels, twice those that are shown
MARGIN = 14
AUDIENCES = ("full", "delegation", "press", "minister", "academic", "public")  # all kinds in one
PAPER = (255, 255, 255)


def main() -> None:
    """Write the examples, open their web pages, keep a small picture of each."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        source = Source(write(Path(folder)), HOME / "templates")
        browser = playwright.chromium.launch(executable_path=find_chromium())
        pages = [open_page(browser, source, audience) for audience in AUDIENCES]
        for kind in EXAMPLES:
            shrink(draw(pages, kind)).save(PICTURES / f"{kind}.png", optimize=True)


def open_page(browser: Browser, source: Source, audience: str) -> Page:
    """A browser, the examples, an audience → its edition of them in a page."""
    made = make_page(source, Choice(audience, "en"), "")
    page = browser.new_page(viewport={"width": 430, "height": 800}, device_scale_factor=1.5)
    page.set_content(made.html.replace("</head>", f"<style>{made.css}</style></head>"))
    return page


def write(folder: Path) -> Path:
    """An empty folder → a briefing in it with a block of each kind."""
    path = folder / "examples"
    (path / "images").mkdir(parents=True)
    shutil.copy(HOME / "tests/specimen/content/specimen/images/gauge.png", path / "images")
    (path / "briefing.yaml").write_text(f"{HEAD}  - {CALLING}\n")
    draft = read_draft(Source(path, HOME / "templates"))
    with (path / "briefing.yaml").open("a") as file:
        for kind in EXAMPLES:
            lines = write_block(kind, write_example(kind, draft, ["images/gauge.png"]))
            first, *others = f"{lines}\nid: the-{kind.replace('_', '-')}".splitlines()
            file.write(f"  - {first}\n" + "".join(f"    {one}\n" for one in others))
    return path


def draw(pages: Sequence[Page], kind: str) -> Image.Image:
    """Pages of the examples, a kind → the picture of its block, in the first that shows it."""
    at = f"the-{kind.replace('_', '-')}"
    chosen = f'[data-at="{at}"], [data-at^="{at}."]'
    page = next(one for one in pages if one.locator(chosen).count())
    boxes = [box for one in page.locator(chosen).all() if (box := one.bounding_box())]
    left, top = (min(box[side] for box in boxes) for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    clip = FloatRect(x=left, y=top, width=right - left, height=bottom - top)
    return Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True))).convert("RGB")


def shrink(picture: Image.Image) -> Image.Image:
    """A picture → its upper part on a small sheet, in few colours."""
    width = WIDE - 2 * MARGIN
    scale = min(1, width / picture.width)
    small = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    sheet = Image.new("RGB", (WIDE, HIGH), PAPER)
    sheet.paste(
        small.crop((0, 0, small.width, min(small.height, HIGH - 2 * MARGIN))), (MARGIN, MARGIN)
    )
    return sheet.quantize(32)


if __name__ == "__main__":
    main()
