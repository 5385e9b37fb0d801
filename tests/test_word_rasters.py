"""The picture of dots that stands for a vector in a Word file shows what the PDF shows."""

import io
import re
from functools import cache

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat
from sample_chart import MISSIONS, chart, chart_assets, chart_html
from sample_plots import PALETTE
from tampering import redrawn_figures
from tampering.word import pack, unzip

from briefwright.document.marks import Marks
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.plots import TimePlot
from briefwright.figures import maps, timelines
from briefwright.formats import FORMATS
from briefwright.layout import Layout, arrange
from briefwright.verify.parity import compare

DOTS, VECTOR = "word/media/image1.png", "word/media/vector1.svg"
NAMES = ("a map", "a map with countries", "timeline")
_SCALE = 8 / 3  # pixels a point
_BLOCK = 8  # pixels: edges fall otherwise where a drawing begins between two
_ALIKE = 4  # of 255: the mean difference of two drawings of the same
_NOTICED = 0.02  # of 255: what one letter less makes of it


@cache
def laid_out(name: str) -> Layout:
    html = chart_html(chart("missions", "bar", MISSIONS)).replace(' data-chart="bar"', "")
    return arrange(html, chart_assets(drawing=drawing(name)))


def drawing(name: str) -> bytes:
    match redrawn_figures.FIGURES[name]:
        case MapPlot() as plot:
            return maps.draw(plot, PALETTE).data
        case TimePlot() as plot:
            return timelines.draw(plot, PALETTE).data
    raise AssertionError(name)


@cache
def made(name: str) -> bytes:
    return FORMATS["docx"].write(laid_out(name))


def dots(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(unzip(data)[DOTS])).convert("RGB")


def shown(name: str, size: tuple[int, int]) -> Image.Image:
    """The figure as the finished PDF shows it, in a size in pixels."""
    layout = laid_out(name)
    image = next(layout.root.iter("img"))
    left, _, _, top = layout.rectangle(image)
    with pypdfium2.PdfDocument(FORMATS["pdf"].write(layout)) as pdf:
        page = pdf[layout.page(image) - 1]
        sheet: Image.Image = page.render(scale=_SCALE).to_pil().convert("RGB")
        x, y = round(left * _SCALE), round((page.get_height() - top) * _SCALE)
    return sheet.crop((x, y, x + size[0], y + size[1]))


def differ(one: Image.Image, other: Image.Image) -> float:
    """Two pictures → the mean difference of their pixels, of 255."""
    return float(max(ImageStat.Stat(ImageChops.difference(one, other)).mean))


def faults(name: str, data: bytes) -> set[str]:
    stated = {"docx": FORMATS["docx"].list_statements(laid_out(name))}
    found = {"markup": Marks(), "docx": FORMATS["docx"].read(data)}
    account = compare(Marks(), found, statements=stated)
    return {problem.code for problem in account.problems} & {"P914", "P915"}


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_touched_shows_what_the_pdf_shows(name: str) -> None:
    there = dots(made(name))
    assert faults(name, made(name)) == set()
    coarse = there.reduce(_BLOCK)
    assert differ(coarse, shown(name, there.size).reduce(_BLOCK)) < _ALIKE
    for other in set(NAMES) - {name}:
        assert differ(coarse, shown(other, there.size).reduce(_BLOCK)) > 2 * _ALIKE


def _mirror(picture: Image.Image) -> Image.Image:
    return ImageOps.mirror(picture)


def _erase(picture: Image.Image) -> Image.Image:
    """One label less: the dark dots farthest to the right are paper."""
    changed = picture.copy()
    dark = ImageOps.invert(picture.convert("L")).point(lambda dot: 255 if dot > 150 else 0)
    _, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    changed.paste("white", (right - 40, top, right, bottom))
    return changed


def _move(picture: Image.Image) -> Image.Image:
    """What stands on the right, a little lower."""
    width, height = picture.size
    part = picture.crop((width * 2 // 3, 0, width, height - 12))
    changed = picture.copy()
    changed.paste(part, (width * 2 // 3, 12))
    return changed


CHANGES = {"mirrored": _mirror, "one label less": _erase, "a part moved": _move}


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("name", NAMES)
def test_other_dots_beside_the_same_vector_are_named(name: str, how: str) -> None:
    changed = CHANGES[how](dots(made(name)))
    stream = io.BytesIO()
    changed.save(stream, "png")
    spoilt = pack({**unzip(made(name)), DOTS: stream.getvalue()})
    assert faults(name, spoilt) == {"P915"}
    assert differ(changed, dots(made(name))) > _NOTICED


@pytest.mark.parametrize("name", NAMES)
def test_the_dots_of_another_figure_are_named(name: str) -> None:
    other = NAMES[NAMES.index(name) - 1]
    spoilt = pack({**unzip(made(name)), DOTS: unzip(made(other))[DOTS]})
    assert faults(name, spoilt) == {"P915"}


@pytest.mark.parametrize("name", NAMES)
def test_another_vector_beside_the_same_dots_is_named(name: str) -> None:
    parts = unzip(made(name))
    vector = re.sub(rb"<text[^>]*>[^<]*</text>", b"", parts[VECTOR], count=1)
    assert vector != parts[VECTOR]
    assert "P915" in faults(name, pack({**parts, VECTOR: vector}))
