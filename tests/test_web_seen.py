"""Web pages in a real browser: axe-core finds nothing, nothing is loaded, cut or covered.

Every edition of the first briefing, in each of its languages, in two at once, in large print; and
the specimen, which has every kind of block.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import TEMPLATES
from playwright.sync_api import Browser, Page
from sample_builds import Builds, build_real

from briefwright import audience, pipeline
from briefwright.model.dictionary import Briefing

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
pytestmark = pytest.mark.timeout(1200)  # more than twenty editions are built first
SCREENS = [(1280, "light"), (360, "dark")]
WIDTHS = [1280, 768, 360]
BILINGUAL = "extends: press\nmax_pages: 9\nbilingual: {}\nlanguages: [en, {}]\n"
TRANSLATED = [("press", "ru"), ("messages", "ar")]


# Words that pass the right or left edge of the screen outside a region that scrolls.
BEYOND = """() => [...document.querySelectorAll('main *, [role=banner], [role=contentinfo]')]
  .filter(one => !one.closest('.scroll') && one.getClientRects().length)
  .filter(one => { const box = one.getBoundingClientRect();
                   return box.right > innerWidth + 1 || box.left < -1 })
  .map(one => one.textContent.slice(0, 40))"""

# Leaves whose boxes lie over one another by more than the reach of a letter.
OVERLAPS = """() => {
  const kinds = 'p, h1, h2, h3, h4, figcaption, td, th, svg, img';
  const leaves = [...document.querySelector('main').querySelectorAll(kinds)]
    .filter(one => one.getClientRects().length)
    // A text that goes on in the next column has a box in each.
    .map(one => [one, [...one.getClientRects()]]);
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
                      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const found = [];
  leaves.forEach(([one, own], n) => leaves.slice(n + 1, n + 40).forEach(([other, others]) => {
    if (!one.contains(other) && own.some(a => others.some(b => meet(a, b))))
      found.push(one.textContent.slice(0, 30) + ' | ' + other.textContent.slice(0, 30));
  }));
  return found }"""

# How many fonts the page declares that were refused.
REFUSED = """document.fonts.ready.then(
  all => [...all].filter(one => one.status == 'error').length)"""


@pytest.fixture(scope="session")
def pages(
    briefing: Briefing,
    every_edition: Builds,
    specimens: Builds,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """Every web page, in a file of its own."""
    folder = tmp_path_factory.mktemp("bilingual") / "templates"
    shutil.copytree(TEMPLATES, folder)
    for how in ("parallel", "sequential"):
        own = folder / "audiences" / how
        own.mkdir()
        (own / "audience.yaml").write_text(BILINGUAL.format(how, "ru"), encoding="utf-8")
    builds = {f"specimen-{name}": build for name, build in specimens.items()}
    builds |= {f"{name}-en": build for name, build in every_edition.items()}
    builds |= {f"{name}-{language}": build_real(name, language) for name, language in TRANSLATED}
    for how in ("parallel", "sequential"):
        reader = audience.read(folder, how)
        builds[how] = pipeline.build(briefing, reader, reader.both, ["html"])
    data = {name: build.outputs["html"] for name, build in builds.items()}
    there = tmp_path_factory.mktemp("pages")
    files = {name: there / f"{name}.html" for name in data}
    for name, file in files.items():
        file.write_bytes(data[name])
    return files


def open_page(browser: Browser, file: Path, width: int = 1280, scheme: str = "light") -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(file.as_uri())
    return page


@dataclass(frozen=True)
class Seen:
    """What a browser says of a page that it opened once.

    By screen what axe passed and found; by width how far the page goes across, the words beyond
    its edges and what lies over something; what was said on the console and asked for, and how
    many fonts were refused.
    """

    axe: Mapping[tuple[int, str], tuple[int, list[tuple[str, str]]]]
    widths: Mapping[int, tuple[int, list[str], list[str]]]
    console: Sequence[str]
    requests: Sequence[str]
    refused: int


@pytest.fixture(scope="module")
def seen(browser: Browser, pages: Mapping[str, Path]) -> dict[str, Seen]:
    """What the browser says of each page."""
    assert len(pages) > 20
    return {name: look_at(browser, file) for name, file in pages.items()}


def look_at(browser: Browser, file: Path) -> Seen:
    """A browser, the file of a page → what it says of it on screens and at widths of all kinds."""
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_load_state()
    refused = page.evaluate(REFUSED)
    console, requests = tuple(said), tuple(one for one in asked if not one.startswith("data:"))
    page.evaluate(AXE)
    axe = {}
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        result = page.evaluate("axe.run()")
        found = [(one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
        axe[width, scheme] = (len(result["passes"]), found)
    page.emulate_media(color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    widths = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        across = page.evaluate("document.documentElement.scrollWidth")
        widths[width] = (across, page.evaluate(BEYOND)[:3], page.evaluate(OVERLAPS)[:3])
    page.close()
    return Seen(axe, widths, console, requests, refused)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_any_edition(seen: dict[str, Seen], screen: tuple[int, str]) -> None:
    assert seen
    assert all(one.axe[screen][0] > 20 for one in seen.values())
    assert {name: one.axe[screen][1] for name, one in seen.items() if one.axe[screen][1]} == {}


def test_axe_finds_what_is_wrong(browser: Browser, pages: Mapping[str, Path]) -> None:
    page = open_page(browser, pages["full-en"])
    page.evaluate("document.querySelector('svg').removeAttribute('aria-label')")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate(AXE)
    found = {one["id"] for one in page.evaluate("axe.run()")["violations"]}
    page.close()
    assert {"svg-img-alt", "html-has-lang"} <= found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_and_nothing_lies_over_anything(
    seen: dict[str, Seen], width: int
) -> None:
    assert seen
    found = {name: one.widths[width] for name, one in seen.items()}
    assert {name: one for name, one in found.items() if one[0] > width or one[1] or one[2]} == {}


def test_a_browser_shows_the_page_without_loading_or_refusing_anything(
    seen: dict[str, Seen], pages: Mapping[str, Path]
) -> None:
    assert seen
    for name, one in seen.items():
        said = (name, one.console, one.requests, one.refused)
        assert said == (name, (), (pages[name].as_uri(),), 0)


def test_everything_can_be_reached_by_keyboard(browser: Browser, pages: Mapping[str, Path]) -> None:
    page = open_page(browser, pages["full-en"], 360)
    page.keyboard.press("Tab")
    first = page.evaluate("[document.activeElement.className, document.activeElement.hash]")
    box = page.evaluate("document.activeElement.getBoundingClientRect().left")
    page.keyboard.press("Enter")
    regions = page.evaluate("[...document.querySelectorAll('.scroll')].map(one => one.tabIndex)")
    page.close()
    assert first == ["skip", "#main"]
    assert 0 <= box < 360
    assert len(regions) > 3
    assert set(regions) == {0}


def test_a_page_is_printed_in_light_colours(browser: Browser, pages: Mapping[str, Path]) -> None:
    page = open_page(browser, pages["full-en"], 1280, "dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    page.emulate_media(media="print")
    light = page.evaluate(ground)
    page.close()
    assert light == "rgb(255, 255, 255)"
    assert dark != light
