"""Random reviews of a Word file: all that was changed is found, and all of it is written."""

import random
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree
from sample_folder import folder
from test_review import BODY, TEMPLATES, apply, changes, edit, list_texts, make

from briefwright import audience, content
from briefwright.edition.runs import text
from briefwright.review.original import Original
from briefwright.review.reading import read
from briefwright.review.reviewing import review
from briefwright.review.wording import squeeze
from briefwright.word.counting import W

Node = etree._Element
TRACKED = {W + "id": "900", W + "author": "Ana", W + "date": "2024-10-01T10:00:00Z"}
WORDS = ("north", "a cost: high", "*", "{x}", "“so”", "2031", "größer", "мир", "[a]", "5 %", "& <")
ITEMS = ("Reading", "Writing by hand", "Sums")
TEXTS = (
    "The library lent", "were by children", "What it offers", "Courses", *ITEMS, "on six days",
    "Monday", "nine", "It is free",
)  # fmt: skip
BY_HAND = {"moved", "formatting"}  # what says the same words, and is left to a person


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = folder(tmp_path_factory.mktemp("random"), BODY)
    return Original(path, content.read(path), audience.read(TEMPLATES, "full"), "en")


@pytest.fixture(scope="module")
def sent(original: Original) -> bytes:
    return make(original)


def find(body: Node, words: str) -> Node | None:
    """The paragraph that holds some words, unless another edit took them away."""
    paragraphs = body.iter(W + "p")
    return next((one for one in paragraphs if words in "".join(map(str, one.itertext()))), None)


def list_runs(paragraph: Node) -> list[Node]:
    """The runs of text in a paragraph that nobody has struck out or put in."""
    runs = (one for one in paragraph.iterfind(W + "r") if one.find(W + "t") is not None)
    return list(runs)


def write_run(like: Node, words: str, tag: str = "t") -> Node:
    run = etree.Element(W + "r")
    properties = like.find(W + "rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    holder = etree.SubElement(
        run, W + tag, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    )
    holder.text = words
    return run


def wrap(tag: str, *runs: Node) -> Node:
    wrapper = etree.Element(W + tag, TRACKED)
    wrapper.extend(runs)
    return wrapper


def put_in_place(old: Node, *new: Node) -> None:
    for one in new:
        old.addprevious(one)
    holder = old.getparent()
    assert holder is not None
    holder.remove(old)


def reword(paragraph: Node, chance: random.Random) -> None:
    """A word becomes others, tracked or not."""
    for run in chance.sample(runs := list_runs(paragraph), min(1, len(runs))):
        words = (run.findtext(W + "t") or "").split(" ")
        n = chance.randrange(len(words))
        come, before, after = chance.choice(WORDS), " ".join(words[:n]), " ".join(words[n + 1 :])
        before, after = (f"{before} " if n else ""), (f" {after}" if after else "")
        if chance.random() < 0.5:
            put_in_place(run, write_run(run, f"{before}{come}{after}"))
        else:
            put_in_place(
                run, write_run(run, before),
                wrap("del", write_run(run, words[n], "delText")), wrap("ins", write_run(run, come)),
                write_run(run, after),
            )  # fmt: skip


def split_run(paragraph: Node, chance: random.Random) -> None:
    """A run is cut in two, as Word does whenever it saves."""
    for run in chance.sample(runs := list_runs(paragraph), min(1, len(runs))):
        words = run.findtext(W + "t") or ""
        at = chance.randrange(len(words) + 1)
        put_in_place(run, write_run(run, words[:at]), write_run(run, words[at:]))


def forget_name(paragraph: Node, _: random.Random) -> None:
    """A bookmark is lost."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for one in paragraph.findall(W + tag):
            paragraph.remove(one)


def embolden(paragraph: Node, _: random.Random) -> None:
    for run in list_runs(paragraph):
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
        etree.SubElement(properties, W + "b")


def add(paragraph: Node, chance: random.Random) -> None:
    """Behind a paragraph comes one that is set like it: new, or with words that stood elsewhere."""
    like = list_runs(paragraph)
    if paragraph.getparent().tag == W + "tc" or not like:  # type: ignore[union-attr]
        return
    new = etree.Element(W + "p")
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        new.append(deepcopy(properties))
    new.append(write_run(like[0], chance.choice((*WORDS, "Sums", "It is free."))))
    paragraph.addnext(new)


def delete(paragraph: Node, chance: random.Random) -> None:
    """A paragraph goes, tracked or not."""
    holder = paragraph.getparent()
    if holder is None or holder.tag == W + "tc":
        return
    if chance.random() < 0.5:
        holder.remove(paragraph)
        return
    for run in list_runs(paragraph):
        put_in_place(run, wrap("del", write_run(run, run.findtext(W + "t") or "", "delText")))
    properties = paragraph.find(W + "pPr")
    assert properties is not None
    etree.SubElement(etree.SubElement(properties, W + "rPr"), W + "del", TRACKED)


def move_up(paragraph: Node, _: random.Random) -> None:
    """A paragraph goes before the one before it."""
    before = paragraph.getprevious()
    if before is not None and before.tag == W + "p":
        before.addprevious(paragraph)


def add_row(body: Node, chance: random.Random) -> None:
    rows = list(body.iter(W + "tr"))[1:]
    row = chance.choice(rows)
    new = deepcopy(row)
    for paragraph in new.iter(W + "p"):
        forget_name(paragraph, chance)
        for n, run in enumerate(list_runs(paragraph)):
            put_in_place(run, write_run(run, "" if n else chance.choice(("Sunday", *WORDS))))
    row.addnext(new)


def change_number(body: Node, chance: random.Random) -> None:
    for one in body.iter(W + "t"):
        one.text = (one.text or "").replace(
            "12,400", f"{chance.randrange(2, 99)},{chance.randrange(100, 999)}"
        )


EDITS: tuple[Callable[[Node, random.Random], None], ...] = (
    reword, reword, reword, split_run, forget_name, embolden, add, add, move_up,
)  # fmt: skip


def change_once(body: Node, chance: random.Random) -> None:
    match chance.randrange(8):
        case 0:
            add_row(body, chance)
        case 1:
            change_number(body, chance)
        case 2:
            paragraph = find(body, chance.choice((*ITEMS, "It is free", "on six days")))
            if paragraph is not None:
                delete(paragraph, chance)
        case _:
            paragraph = find(body, chance.choice(TEXTS))
            if paragraph is not None:
                chance.choice(EDITS)(paragraph, chance)


def change_at_random(sent: bytes, seed: int) -> bytes:
    """A file, a seed → the file as a reviewer might return it."""
    chance = random.Random(seed)

    def change(part: str) -> str:
        body = etree.fromstring(part.encode())
        for _ in range(chance.randrange(1, 6)):
            change_once(body, chance)
        return etree.tostring(body, encoding="unicode") + "<!-- -->"

    return edit(sent, change)


def try_one(seed: int, sent: bytes, original: Original, tmp_path: Path) -> None:
    returned = change_at_random(sent, seed)
    before, after = read(sent), read(returned)
    found = review(before, after, original)
    assert all(one.changes or one.why for one in found.findings)
    assert sum(found.counts.values()) >= max(len(list_texts(sent)), len(list_texts(returned)))
    copy = apply(original, found, tmp_path)
    assert changes(review(before, after, copy)) == []
    by_hand = {one.kind for one in found.findings if not one.changes}
    if not by_hand:
        assert list_leaves(copy) == list_texts(returned)
    elif by_hand <= BY_HAND:
        assert Counter(list_leaves(copy)) == Counter(list_texts(returned))


def list_leaves(edition: Original) -> list[str]:
    """What an edition says, which in this sample is what its Word file says."""
    return [squeeze(text(one.runs)) for one in edition.leaves.values()]


def test_the_sample_says_in_word_what_its_edition_says(sent: bytes, original: Original) -> None:
    assert list_texts(sent) == list_leaves(original)


@pytest.mark.parametrize("seed", range(50))
def test_what_was_written_prints_what_came_back(
    seed: int, sent: bytes, original: Original, tmp_path: Path
) -> None:
    try_one(seed, sent, original, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 3000))
def test_what_was_written_prints_what_came_back_two_thousand_times(
    seed: int, sent: bytes, original: Original, tmp_path: Path
) -> None:
    try_one(seed, sent, original, tmp_path)
