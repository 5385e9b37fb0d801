"""Small pictures of drawings, kept in tests/pictures and compared with from then on.

    .venv/bin/python tests/reference_pictures.py

draws them anew, after a drawing was changed on purpose. Look at them afterwards.
"""

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from sample_chart import MISSIONS, chart, chart_html
from sample_page import sample_assets
from sample_plots import PALETTE, PLOTS
from tampering import redrawn_figures

from briefwright.document.assets import Asset, Assets
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.plots import AnyPlot, CellBar, GanttPlot, Plot, Sparkline, TimePlot
from briefwright.figures import cells, charts, gantt, maps, timelines
from briefwright.layout import arrange, rasterise

PICTURES = Path(__file__).parent / "pictures"
KEPT: Mapping[str, AnyPlot] = {
    name: plot for name, plot in {**PLOTS, **redrawn_figures.FIGURES}.items() if "sixty" not in name
}
WIDE = 240  # pixels: enough for the shape of each letter, too few for the way its edge is drawn
_GREYS = 16
_BLOCK = 6  # pixels: a letter's height
_MEAN, _WORST = 1.0, 24  # of 255: of all pixels, and of the block that differs most


def draw_all(plots: Mapping[str, AnyPlot]) -> dict[str, Image.Image]:
    """Plots by name → a small picture of each, as the pages of a PDF show it."""
    drawn = {name: _draw(plot) for name, plot in plots.items()}
    files = [
        Asset(f"figures/{n}.svg", data, "image/svg+xml") for n, data in enumerate(drawn.values())
    ]
    figures = (
        chart(f"figure{n}", "bar", MISSIONS)
        .replace("figures/chart.svg", f"figures/{n}.svg")
        .replace(' data-chart="bar" data-unit=""', "")
        for n in range(len(files))
    )
    layout = arrange(chart_html(*figures), Assets((*sample_assets(), *files)))
    images = list(layout.root.iter("img"))
    assert len(images) == len(plots)
    return {
        name: _shrink(rasterise(layout, image))
        for name, image in zip(drawn, images, strict=True)
    }  # fmt: skip


def _draw(plot: AnyPlot) -> bytes:
    match plot:
        case Plot():
            return charts.draw(plot, PALETTE).data
        case MapPlot():
            return maps.draw(plot, PALETTE).data
        case GanttPlot():
            return gantt.draw(plot, PALETTE).data
        case CellBar() | Sparkline():
            return cells.draw(plot, PALETTE).data
        case TimePlot():
            return timelines.draw(plot, PALETTE).data
    raise TypeError(plot)


def _shrink(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    whole = Image.alpha_composite(paper, picture).convert("RGB")
    return whole.resize((WIDE, round(WIDE * whole.height / whole.width)), Image.Resampling.BOX)


def differ(one: Image.Image, other: Image.Image) -> str:
    """Two pictures → how they differ beyond what a library's next version may, or nothing."""
    if one.size != other.size:
        return f"{one.size} where {other.size} was"
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    mean = max(ImageStat.Stat(difference).mean)
    blocks = difference.reduce(_BLOCK).getextrema()
    worst = max(high for _, high in blocks if isinstance(high, int))
    return f"{mean:.2f} all over, {worst} at most" if mean > _MEAN or worst > _WORST else ""


def name_file(name: str) -> Path:
    """The name of a plot → the file of its picture."""
    return PICTURES / f"{name.replace(' ', '-').replace(',', '')}.png"


def main() -> None:
    """Draw all pictures and keep them."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for name, picture in draw_all(KEPT).items():
        picture.quantize(_GREYS * 4).save(name_file(name), optimize=True)


if __name__ == "__main__":
    main()
