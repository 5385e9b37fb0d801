"""Finished bytes and what they must not hold → a fault for each disclosure, quoting none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefwright.edition import Edition
from briefwright.edition.runs import Datum
from briefwright.edition.runs import data as data_of
from briefwright.edition.runs import text as text_of
from briefwright.problems import Problem
from briefwright.verify.disclosure import contents, in_picture
from briefwright.verify.disclosure.decoding import decode
from briefwright.verify.disclosure.parts import FilePart, Sort
from briefwright.verify.disclosure.patterns import Secret, find_wholes
from briefwright.verify.disclosure.withheld import WithheldContent
from briefwright.verify.disclosure.words import split_words

FORMAT_NAMES: Mapping[str, str] = {
    "pdf": "PDF",
    "docx": "Word file",
    "html": "web page",
    "eml": "e-mail",
}
_BEGINNINGS: Mapping[str, bytes] = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "html": b"<!doctype html>",
    "eml": b"Subject: ",
}
_STATED = (
    "This text states a number that no fact of this edition has, and that a withheld fact has: is "
    "it that one?"
)
MOST = 20  # disclosures that are reported of one format; more of them say nothing new


def search(
    withheld: WithheldContent, outputs: Mapping[str, bytes], name: str
) -> tuple[Problem, ...]:
    """What an edition must not hold, its files by format, its name → every disclosure, as a fault.

    Nothing that is withheld is quoted, only the address at which it was written.
    """
    found = list(
        _find_disclosures(withheld, [FilePart("the name of the files", name, "name")], "files")
    )
    for format_, data in outputs.items():
        disclosed = dict.fromkeys(
            _find_disclosures(withheld, _list_parts(format_, data), FORMAT_NAMES[format_])
        )
        found += list(disclosed)[:MOST]
    return tuple(found)


def search_texts(
    withheld: WithheldContent, texts: Iterable[str], called: str
) -> tuple[Problem, ...]:
    """Texts that are kept beside the files, and what they are called → what they disclose."""
    parts = (FilePart(f"the {called}", text) for text in texts)
    return tuple(_find_disclosures(withheld, parts, called))


def find_stated(withheld: WithheldContent, edition: Edition) -> tuple[Problem, ...]:
    """An edition → a warning for each text that states a number which a withheld fact alone has."""
    if not withheld.stated:
        return ()
    leaves = tuple(edition.leaves())
    told = {word for leaf in leaves for one in data_of(leaf.runs) for word in _numbers(one)}
    return tuple(
        Problem("S907", _STATED, at=leaf.at, level="warning")
        for leaf in leaves
        if any(find_wholes(withheld.stated, _leave_out(leaf.text, told)))
    )


def _numbers(datum: Datum) -> tuple[str, ...]:
    return (*split_words(datum.value), *split_words(text_of((datum,))))


def _leave_out(text: str, numbers: set[str]) -> str:
    """A text and numbers → the text without them, a sign where each stood."""
    return " ".join("–" if word in numbers else word for word in split_words(text))


def discloses(withheld: WithheldContent, words: str) -> bool:
    """Whether words hold something withheld, as a text or as the name of something."""
    parts = (FilePart("", words), FilePart("", words, "name"))
    return any(next(_find(withheld, part), None) for part in parts)


def permit(withheld: WithheldContent, known: str) -> WithheldContent:
    """What an edition must not hold, a text that its reader knows → what else it must not hold."""
    return replace(withheld, patterns=withheld.patterns.without(known))


def redact(withheld: WithheldContent, problem: Problem) -> Problem:
    """A problem of another check → the same; withheld words that it quotes are left out."""
    if next(_find(withheld, FilePart("", problem.message)), None) is None:
        return problem
    return replace(problem, message="This is told without its words, since some are withheld.")


def _find_disclosures(
    withheld: WithheldContent, parts: Iterable[FilePart], format_: str
) -> Iterator[Problem]:
    pictures = _read_pictures(withheld)
    for part in _merge(parts):
        for secret in dict.fromkeys(_find(withheld, part)):
            yield _report(secret, _quote_place(withheld, part.where), format_)
        if part.sort == "opaque":
            place = _quote_place(withheld, part.where)
            message = (
                f"In the {format_}, nobody can search {place}, so it may hold anything. "
                "Nothing was written."
            )
            yield Problem("S905", message)
        if pictures and part.pixels:
            shown = part.pixels()
            for secret, pixels in pictures:
                if in_picture.resemble(pixels, shown):
                    yield _report(secret, _quote_place(withheld, part.where), format_)


def _list_parts(format_: str, data: bytes) -> Iterator[FilePart]:
    """A format and the bytes of a file → its texts; opaque where it doesn't begin as it should."""
    yield from contents.list_parts(data)
    if not data.startswith(_BEGINNINGS[format_]):
        yield FilePart("the beginning of the file", "", "opaque")


# Texts of one place are read on, for words may be told apart over them.
_BETWEEN = "\n"


def _merge(parts: Iterable[FilePart]) -> Iterator[FilePart]:
    """Parts → the same, texts of one sort that stand in the same place put together."""
    texts: dict[tuple[str, Sort], list[str]] = {}
    for part in parts:
        if part.sort == "opaque" or part.pixels:
            yield part
        else:
            texts.setdefault((part.where, part.sort), []).append(part.text)
    for (where, sort), found in texts.items():
        yield FilePart(where, _BETWEEN.join(found), sort)


def _report(secret: Secret, where: str, format_: str) -> Problem:
    of = f" of “{secret.at}”" if secret.at else ""
    message = (
        f"In the {format_}, {where} holds {secret.what}{of}, which this audience must not see "
        f"({secret.rule}). Nothing was written, and nothing of it is quoted here."
    )
    return Problem(secret.code, message, at=secret.at)


def _quote_place(withheld: WithheldContent, where: str) -> str:
    """What a part is called → the same, unless that name itself gives something away."""
    called = FilePart("", where, "name")
    return where if next(_find(withheld, called), None) is None else "a part"


# ----------------------------------------------------------------- texts


def _find(withheld: WithheldContent, part: FilePart) -> Iterator[Secret]:
    """A part → what of the withheld stands in it, in codes too."""
    if part.text:
        yield from withheld.patterns.find(part)
        for text in decode(part.text) if part.sort != "data" else ():
            yield from withheld.patterns.find(replace(part, text=text))


# ----------------------------------------------------------------- pictures


def _read_pictures(withheld: WithheldContent) -> tuple[tuple[Secret, bytes], ...]:
    """What is withheld → each picture in it, with its pixels."""
    return tuple(
        (secret, in_picture.read_pixels(data)) for data, secret in withheld.pictures.items() if data
    )
