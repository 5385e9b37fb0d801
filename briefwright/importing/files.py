"""A Draft → the files of a briefing's folder, and which line of them says what."""

import csv
import io
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefwright.content import schema
from briefwright.content.starter import suggest_name
from briefwright.importing.block_lines import Line, Writer, write
from briefwright.importing.captions import read_source
from briefwright.importing.draft import Block, Draft, Figure, References, Section, Text, walk
from briefwright.importing.markup import Offer, clean, write_markup, write_plain
from briefwright.importing.outline import Chart, Paragraph, Picture

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONGEST = 40  # characters of a file's name
_UNKNOWN = "–"


@dataclass(frozen=True)
class Metadata:
    """What is known of a new briefing apart from its text; `author` is "" where nobody knows."""

    title: str
    language: str
    date: str
    kind: str = "briefing"
    author: str = ""


@dataclass(frozen=True)
class Offers:
    """Facts and names that a draft calls: their lines, and what is called in which paragraph."""

    facts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    called: Mapping[Paragraph, Offer] = field(default_factory=dict)


@dataclass(frozen=True)
class Folder:
    """The files of a briefing: lines of YAML, and the bytes of pictures and numbers, by path."""

    texts: Mapping[str, tuple[Line, ...]]
    others: Mapping[str, bytes]

    def encode(self) -> Mapping[str, bytes]:
        """The bytes of every file, by its path."""
        texts = {
            path: "".join(f"{line.text}\n" for line in lines).encode()
            for path, lines in self.texts.items()
        }
        return {**texts, **self.others}


def write_folder(draft: Draft, metadata: Metadata, offers: Offers) -> Folder:
    """A draft, what is known apart from it, the facts and names that it calls → its files."""
    title = clean(draft.title.text).strip() if draft.title else metadata.title
    writer = Writer(draft, offers.called, title)
    sections = [one for one in draft.blocks if isinstance(one, Section)]
    opening = draft.blocks[: _count_opening(draft)]
    texts = {"briefing.yaml": tuple(_write_head(draft, metadata, opening, writer))}
    rest = draft.blocks[len(opening) :]
    width = max(2, len(str(len(sections))))
    for n, block in enumerate(rest, 1):
        heading = clean(block.heading.text) if isinstance(block, Section | References) else ""
        name = textwrap.shorten(suggest_name(heading).replace("-", " "), _LONGEST, placeholder="")
        texts[f"sections/{n:0{width}}-{name.replace(' ', '-') or 'text'}.yaml"] = (
            Line(schema.write_comment("section", "../../.schema")),
            *writer.write_block(block, 0),
        )
    texts |= {
        f"{part}.yaml": (Line(schema.write_comment(part, "../.schema")), *lines)
        for part, lines in (
            ("facts", _as_lines(_FACTS, offers.facts)),
            ("names", _as_lines(_NAMES, offers.names)),
            ("sources", tuple(_write_sources(draft))),
        )
        if lines
    }
    return Folder(texts, dict(_list_others(draft)))


_FACTS = "# Offered: what stands more than once in the old file. Check that it means one thing."
_NAMES = "# Offered: short names that the old file writes out. {NAME} is written out at first use."


def _count_opening(draft: Draft) -> int:
    """A draft → how many of its blocks stand before its first section."""
    kinds = [isinstance(one, Section) for one in draft.blocks]
    return kinds.index(True) if True in kinds else len(kinds)


def _as_lines(remark: str, lines: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(map(Line, (remark, *lines))) if lines else ()


def _write_head(
    draft: Draft, metadata: Metadata, opening: tuple[Block, ...], writer: Writer
) -> Iterator[Line]:
    owner = Text(Paragraph(()))  # what stands for the head where lines name their block
    yield Line(schema.write_comment("briefing", "../.schema"))
    yield Line("# The first draft, made from another document. What begins with `todo` is for you.")
    yield Line("format: 1")
    if draft.title:
        yield from write("title", write_plain(draft.title.runs), owner, (draft.title,), 0)
    else:
        yield from write("title", metadata.title, owner, (), 0)
    if draft.subtitle:
        said = write_markup(draft.subtitle.runs)
        yield from write("subtitle", said, owner, (draft.subtitle,), 0)
    yield Line(f"language: {metadata.language}")
    yield Line(f"date: {metadata.date}  # todo: the day of publication")
    yield from write("owner", metadata.author or _UNKNOWN, owner, (), 0)
    yield Line("# todo: `owner` is the unit that answers for it, `contact` whom to ask.")
    yield from write("contact", _find_mail(draft) or metadata.author or _UNKNOWN, owner, (), 0)
    yield Line(f"kind: {metadata.kind}")
    yield Line("handling: open  # todo: or internal, then nothing of it leaves the organisation")
    yield Line("status: draft")
    if opening:
        yield Line("body:")
        yield from writer.write_blocks(opening, 2)


def _find_mail(draft: Draft) -> str:
    """A draft → the first e-mail address in it, "" for none."""
    texts = (one.text for one in draft.paragraphs())
    return next((found[0] for text in texts if (found := _MAIL.search(text))), "")


def _write_sources(draft: Draft) -> Iterator[Line]:
    owner = Text(Paragraph(()))
    for source in draft.sources:
        yield Line(f"{source.name}:")
        words = " ".join(write_markup(read_source(one)) for one in source.paragraphs)
        yield from write("title", words, owner, (*source.paragraphs, *source.same), 2)


def _list_others(draft: Draft) -> Iterator[tuple[str, bytes]]:
    """A draft → its pictures, and the numbers of its charts as CSV, by their paths."""
    for block in walk(draft.blocks):
        match block:
            case Figure(shown=Picture(data=data), file=file):
                yield file, data
            case Figure(shown=Chart() as chart, file=file):
                yield file, _write_numbers(chart).encode()


def _write_numbers(chart: Chart) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["Label", *chart.series])
    for n, label in enumerate(chart.labels):
        numbers = [values[n] if n < len(values) else "" for values in chart.series.values()]
        rows.writerow([clean(label).strip() or str(n + 1), *numbers])
    return written.getvalue()
