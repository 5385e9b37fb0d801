"""Web pages in a real browser: axe-core finds nothing, nothing is loaded, cut or covered.

Every edition of the first briefing, in each of its languages, in two at once, in large print; and
the specimen, which has every kind of block.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import SHIPPED, TEMPLATES
from playwright.sync_api import Browser, Page

from briefwright import audience, pipeline
from briefwright.model.dictionary import Briefing
from briefwright.pipeline import Build

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
pytestmark = pytest.mark.timeout(1200)  # more than twenty editions are built first
SCREENS = [(1280, "light"), (360, "dark")]
BILINGUAL = "extends: press\nmax_pages: 9\nbilingual: {}\nlanguages: [en, {}]\n"
OTHERS = [
    ("press", "ru"), ("messages", "ar"), ("parallel", "en-ru"), ("sequential", "en-ru")
]  # fmt: skip


@pytest.fixture(scope="session")
def pages(
    briefing: Briefing, specimens: Mapping[str, Build], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Every web page, in a file of its own."""
    folder = tmp_path_factory.mktemp("bilingual") / "templates"
    shutil.copytree(TEMPLATES, folder)
    for how in ("parallel", "sequential"):
        own = folder / "audiences" / how
        own.mkdir()
        (own / "audience.yaml").write_text(BILINGUAL.format(how, "ru"), encoding="utf-8")
    readers = [audience.read(folder, name) for name in SHIPPED]
    wanted = [(one, "en") for reader in readers for one in (reader, audience.enlarge(reader))]
    wanted += [(audience.read(folder, name), language) for name, language in OTHERS]
    data = {f"specimen-{name}": build.outputs["html"] for name, build in specimens.items()}
    for reader, language in wanted:
        built = pipeline.build(briefing, reader, language, ["html"])
        data[f"{reader.name}-{language}"] = built.outputs["html"]
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


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_edition(
    browser: Browser, pages: Mapping[str, Path], width: int, scheme: str
) -> None:
    found = {}
    for name, file in pages.items():
        page = open_page(browser, file, width, scheme)
        page.evaluate(AXE)
        result = page.evaluate("axe.run()")
        assert len(result["passes"]) > 20
        if result["violations"]:
            found[name] = [(one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
        page.close()
    assert len(pages) > 20
    assert found == {}


def test_axe_finds_what_is_wrong(browser: Browser, pages: Mapping[str, Path]) -> None:
    page = open_page(browser, pages["full-en"])
    page.evaluate("document.querySelector('svg').removeAttribute('aria-label')")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate(AXE)
    found = {one["id"] for one in page.evaluate("axe.run()")["violations"]}
    page.close()
    assert {"svg-img-alt", "html-has-lang"} <= found


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


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_no_page_scrolls_sideways_and_nothing_lies_over_anything(
    browser: Browser, pages: Mapping[str, Path], width: int
) -> None:
    found = {}
    for name, file in pages.items():
        page = open_page(browser, file, width)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        across = page.evaluate("document.documentElement.scrollWidth")
        beyond, overlaps = page.evaluate(BEYOND), page.evaluate(OVERLAPS)
        page.close()
        if across > width or beyond or overlaps:
            found[name] = (across, beyond[:3], overlaps[:3])
    assert len(pages) > 20
    assert found == {}


def test_a_browser_shows_the_page_without_loading_or_refusing_anything(
    browser: Browser, pages: Mapping[str, Path]
) -> None:
    assert len(pages) > 20
    for name, file in pages.items():
        page = browser.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_load_state()
        fonts = page.evaluate(
            "document.fonts.ready.then(all => [...all].filter(one => one.status == 'error').length)"
        )
        page.close()
        others = [one for one in asked if not one.startswith("data:") and one != file.as_uri()]
        assert (name, said, others, fonts) == (name, [], [], 0)


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
