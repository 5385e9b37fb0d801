"""Finished bytes and what they must not hold → a fault for each disclosure, quoting none."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from briefwright.problems import Problem
from briefwright.verify.disclosure import in_package, in_pdf, in_picture
from briefwright.verify.disclosure.parts import FilePart, Sort
from briefwright.verify.disclosure.withheld import SHORTEST, Secret, WithheldContent, Words
from briefwright.verify.disclosure.words import split_name, split_words

READERS: Mapping[str, Callable[[bytes], Iterable[FilePart]]] = {
    "pdf": in_pdf.read_parts,
    "docx": in_package.read_parts,
}
FORMAT_NAMES: Mapping[str, str] = {"pdf": "PDF", "docx": "Word file"}
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
            _find_disclosures(withheld, READERS[format_](data), FORMAT_NAMES[format_])
        )
        found += list(disclosed)[:MOST]
    return tuple(found)


def discloses(withheld: WithheldContent, words: str) -> bool:
    """Whether words hold something withheld, as a text or as the name of something."""
    parts = (FilePart("", words), FilePart("", words, "name"))
    return any(next(_find(withheld, part), None) for part in parts)


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


# A word that nobody writes, so that nothing is found from the end of one text to the next.
_BETWEEN = "\n\ua66e\n"


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
    """A part → what of the withheld stands in it and nowhere in what is permitted."""
    if not part.text:
        return
    said = split_words(part.text)
    yield from _find_phrases(withheld, "".join(said))
    for found, secret in _find_wholes(withheld.wholes, said):
        if len(found) > 1 or part.sort != "other":
            yield secret
    if part.sort != "text":
        for found, secret in _find_wholes(withheld.named, split_name(part.text)):
            if part.sort == "name" or (not secret.is_name and _is_one_name(found, part.text)):
                yield secret


def _is_one_name(found: Words, text: str) -> bool:
    """Whether pieces of a name stand in a text without a blank between: no style is meant."""
    return bool(re.search(r"(?:[^\w\s]|_)+".join(map(re.escape, found)), text.casefold()))


def _find_phrases(withheld: WithheldContent, letters: str) -> Iterator[Secret]:
    index = withheld.phrases
    starts = range(len(letters) - SHORTEST + 1) if index else ()
    for place in [n for n in starts if letters[n : n + SHORTEST] in index]:
        for phrase, secret in index[letters[place : place + SHORTEST]].items():
            if letters.startswith(phrase, place) and phrase not in withheld.letters:
                yield secret


def _find_wholes(
    index: Mapping[str, Mapping[Words, Secret]], said: list[str]
) -> Iterator[tuple[Words, Secret]]:
    for place, word in enumerate(said):
        if word in index:
            for found, secret in index[word].items():
                if tuple(said[place : place + len(found)]) == found:
                    yield found, secret


# ----------------------------------------------------------------- pictures


def _read_pictures(withheld: WithheldContent) -> tuple[tuple[Secret, bytes], ...]:
    """What is withheld → each picture in it, with its pixels."""
    return tuple(
        (secret, in_picture.read_pixels(data)) for data, secret in withheld.pictures.items() if data
    )
