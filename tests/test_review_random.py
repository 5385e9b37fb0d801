"""Random reviews of a Word file: all that was changed is found, and all of it is written."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_folder import folder
from test_review import (
    BODY,
    BY,
    TEMPLATES,
    add_row,
    apply,
    changes,
    copy_after,
    delete,
    edit,
    make,
    paragraph_of,
)

from briefwright import audience, content
from briefwright.review.original import Original
from briefwright.review.reading import WordText, accept, read
from briefwright.review.reviewing import review
from briefwright.review.wording import squeeze

Edit = Callable[[str], str]
WORDS = ("north", "a cost: high", "*", "{x}", "“so”", "2031", "größer", "мир", "[a]", "5 %")
TEXTS = (
    "The library lent", "were by children", "Reading", "Writing by hand", "Sums", "on Sundays",
    "It is free", "What it offers", "Monday<", "nine",
)  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = folder(tmp_path_factory.mktemp("random"), BODY)
    return Original(path, content.read(path), audience.read(TEMPLATES, "full"), "en")


@pytest.fixture(scope="module")
def sent(original: Original) -> bytes:
    return make(original)


def reword(body: str, chance: random.Random) -> str:
    """A word of a random paragraph becomes others, tracked or not."""
    paragraph = paragraph_of(body, chance.choice(TEXTS))
    if BY in paragraph:
        return body  # what is tracked already stays as it is
    runs = re.findall(
        r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>[^<]+</w:t></w:r>", paragraph
    )
    run = chance.choice(runs)
    properties, text = re.findall(
        r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>([^<]+)</w:t>", run
    )[0]
    words = text.split(" ")
    n = chance.randrange(len(words))
    before, gone, after = " ".join(words[:n]), words[n], " ".join(words[n + 1 :])
    before, after = (f"{before} " if before else ""), (f" {after}" if after else "")
    come = chance.choice(WORDS)
    if chance.random() < 0.5:
        made = write_run(properties, before + come + after)
    else:
        struck = (
            write_run(properties, gone).replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")
        )
        made = (
            f"{write_run(properties, before)}<w:del {BY}>{struck}</w:del>"
            f"<w:ins {BY}>{write_run(properties, come)}</w:ins>{write_run(properties, after)}"
        )
    return body.replace(paragraph, paragraph.replace(run, made, 1), 1)


def write_run(properties: str, text: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def change_once(body: str, chance: random.Random) -> str:
    match chance.randrange(8):
        case 0:
            return copy_after(
                chance.choice(("Reading", "Sums", "It is free")), chance.choice(WORDS)
            )(body)
        case 1:
            return delete(chance.choice(("Reading", "Writing by hand", "Sums")))(body)
        case 2:
            return add_row(body) if body.count(">Tuesday<") == 1 else body
        case 3:
            return body.replace("12,400", f"{chance.randrange(2, 99)},{chance.randrange(100, 999)}")
        case _:
            return reword(body, chance)


def try_one(seed: int, sent: bytes, original: Original, tmp_path: Path) -> None:
    chance = random.Random(seed)

    def change(body: str) -> str:
        for _ in range(chance.randrange(1, 6)):
            try:
                body = change_once(body, chance)
            except (StopIteration, IndexError):
                continue  # what it would change is gone
        return body + "<!-- -->"

    returned = edit(sent, change)
    before, after = read(sent), read(returned)
    found = review(before, after, original)
    assert all(one.changes or one.why for one in found.findings)
    assert found.counts.get("gone", 0) + found.counts.get("same", 0) >= 1
    assert sum(found.counts.values()) >= max(count(before), count(after))
    copy = apply(original, found, tmp_path)
    if any(not one.changes for one in found.findings):
        left = review(before, after, copy)
        assert changes(left) == []
        return
    assert list_texts(read(make(copy))) == list_texts(after)


def count(text: WordText) -> int:
    return len(list_texts(text))


def list_texts(text: WordText) -> list[str]:
    return [squeeze(one.text) for one in accept(text.paragraphs) if one.text.strip()]


@pytest.mark.parametrize("seed", range(40))
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
