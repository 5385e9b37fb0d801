"""A file that was found → which copy it is, by its metadata, and by the line on its pages.

Metadata are easily taken out, and a line is easily painted over: so each is looked for by itself.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import pikepdf
import pypdfium2
from lxml import etree

from briefwright.copies.master import PROPERTY
from briefwright.problems import MachineError
from briefwright.review.opening import UnreadableError, open_parts, parse
from briefwright.word.ooxml import name

_ITEM = re.compile(r"<rdf:li>(\w+): ([^<]*)</rdf:li>")
_CUSTOM = "docProps/custom.xml"
_PRINTED = re.compile(r"word/(document|footer\d*|header\d*)\.xml")
_NUMBER = r"(\d{1,12})"  # in any script's digits


@dataclass(frozen=True)
class Trace:
    """What a file says of itself.

    `briefing` and `edition` are "" where its metadata are gone; `stated` is the number of the copy
    in the metadata, 0 for none; `printed` are the numbers and lines on its pages.
    """

    briefing: str
    edition: str
    stated: int
    printed: tuple[tuple[int, str], ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers of copies that it names: one, unless somebody changed it."""
        found = (*((self.stated,) if self.stated else ()), *(number for number, _ in self.printed))
        return tuple(dict.fromkeys(found))


def trace(data: bytes, patterns: Iterable[str], password: str = "") -> Trace:
    """A PDF or a Word file, how its line may read, its password → what it says of itself.

    Errors: MachineError where it is neither, or can't be opened.
    """
    lines = tuple(_compile(pattern) for pattern in patterns)
    try:
        if data.startswith(b"PK"):
            properties, texts = _read_word(data)
        else:
            properties, texts = _read_pdf(data, password)
    except pikepdf.PasswordError as error:
        raise MachineError("The file has a password; give it with --password.") from error
    except (UnreadableError, pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise MachineError(f"It is no PDF and no Word file that can be read. {error}") from error
    number = properties.get(PROPERTY, "")
    return Trace(
        properties.get("Briefing", ""),
        properties.get("Edition", ""),
        int(number) if re.fullmatch(_NUMBER, number) else 0,
        tuple(dict.fromkeys(chain.from_iterable(_find_lines(text, lines) for text in texts))),
    )


def _join(element: etree._Element) -> str:
    """An element of XML → all its text."""
    return "".join(str(text) for text in element.itertext())


def _compile(pattern: str) -> re.Pattern[str]:
    """How the line reads in a language → what finds it in a text."""
    gaps = {"{number}": _NUMBER, "{recipient}": r"[^\r\n]*?"}
    pieces = re.split(r"(\{\w+\})", pattern)
    line = "".join(gaps.get(piece, re.escape(piece)) for piece in pieces)
    # It ends where it begins again: on a first page, its two places may be read as one line.
    return re.compile(rf"{line}(?=\s*{re.escape(pieces[0])}\d|[\r\n]|$)")


def _find_lines(text: str, lines: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, str]]:
    for line in lines:
        for found in line.finditer(text):
            yield int(found[1]), " ".join(found[0].split())


def _read_pdf(data: bytes, password: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        kept = pdf.Root.get("/Metadata")
        said = (
            kept.read_bytes().decode("utf-8", "replace") if isinstance(kept, pikepdf.Stream) else ""
        )
        properties = dict(_ITEM.findall(said))
        if f"/{PROPERTY}" in pdf.docinfo:
            properties.setdefault(PROPERTY, str(pdf.docinfo[f"/{PROPERTY}"]))
        spoken = tuple(
            str(one.ActualText)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary)
            and isinstance(one.get("/ActualText"), pikepdf.String)
        )
    document = pypdfium2.PdfDocument(data, password=password or None)
    pages = tuple(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return properties, (*spoken, *pages)


def _read_word(data: bytes) -> tuple[Mapping[str, str], tuple[str, ...]]:
    parts = open_parts(data)
    custom = parse(parts, _CUSTOM)
    properties = {one.get("name", ""): _join(one) for one in (custom if custom is not None else ())}
    read = (parse(parts, path) for path in parts if _PRINTED.fullmatch(path))
    paragraphs = (one for part in read if part is not None for one in part.iter(name("w:p")))
    return properties, tuple(_join(one) for one in paragraphs)
