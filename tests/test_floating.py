"""A figure that finds no room lets the text behind it fill the page, and keeps its number."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from PIL import Image
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition import Leaf, Node, close_gap, select
from briefwright.edition.document import Edition
from briefwright.edition.nodes import BodyNode, WrittenNode
from briefwright.edition.runs import Call, Run, Words
from briefwright.pipeline import Build

LINES = "The river is measured at each of its stations, every hour, by day and by night. " * 8


def edition(*nodes: Node, tmp_path: Path) -> Edition:
    """An edition of one section that holds these nodes."""
    from dataclasses import replace

    briefing = content.read(folder(tmp_path, "body:\n  - section: One\n    body: [Words]\n"))
    chosen = select(briefing, audience.read(TEMPLATES, "full"), "en")
    (section,) = (node for node in chosen.blocks if isinstance(node, BodyNode))
    return replace(chosen, blocks=(replace(section, body=nodes),))


def node(kind: str, at: str, *runs: Run) -> Node:
    fields = {"text": Leaf(f"{at}.text", runs or (Words(at),))}
    return WrittenNode(kind=kind, at=at, id=at, fields=fields)


def order(chosen: Edition) -> list[str]:
    (section,) = (node for node in chosen.blocks if isinstance(node, BodyNode))
    return [inner.at for inner in section.body]


GAP = [("m", 100, 400)]  # before the figure m: free height, height of the page


def test_text_moves_before_the_figure_until_the_room_is_filled(tmp_path: Path) -> None:
    nodes = (node("map", "m"), node("text", "a"), node("text", "b"), node("text", "c"))
    chosen = edition(*nodes, tmp_path=tmp_path)
    assert order(close_gap(chosen, GAP, {"a": 40, "b": 40, "c": 40})) == ["a", "b", "m", "c"]


@pytest.mark.parametrize("kind", ["section", "chart", "key_figures", "question"])
def test_a_figure_passes_neither_a_figure_nor_a_section(tmp_path: Path, kind: str) -> None:
    chosen = edition(node("map", "m"), node(kind, "a"), node("text", "b"), tmp_path=tmp_path)
    assert close_gap(chosen, GAP, {"a": 40, "b": 40}) is chosen


def test_a_figure_that_calls_a_note_stays(tmp_path: Path) -> None:
    cited = node("timeline", "m", Call("n", "1", "1"))
    chosen = edition(cited, node("text", "a"), tmp_path=tmp_path)
    assert close_gap(chosen, GAP, {"a": 40}) is chosen


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A page two thirds full of text, a picture too high for its rest, and more text."""
    path = folder(
        tmp_path_factory.mktemp("floating"),
        "status: final\nbody:\n  - section: One\n    body:\n"
        + f"      - {LINES}\n" * 3
        + "      - {image: gauge.png, caption: A gauge, alt: A blue square, id: gauge}\n"
        + f"      - {LINES}\n" * 5,
    )
    Image.new("RGB", (600, 400), "navy").save(path / "gauge.png")
    return pipeline.build(content.read(path), audience.read(TEMPLATES, "full"), "en")


def test_no_page_gapes_above_a_figure(build: Build) -> None:
    pages = {leaf.at: leaf.page for leaf in build.account.leaves}
    texts = [page for at, page in pages.items() if at.endswith(".text")]
    assert pages["gauge.caption"] == 2
    assert texts == sorted(texts)
    assert len([page for page in texts if page == 1]) > 3


def test_both_files_have_the_new_order(build: Build) -> None:
    assert build.account.problems == ()
    order = [leaf.at for leaf in build.account.leaves]
    assert order.index("gauge.caption") > order.index("section-1/text-4.text")
