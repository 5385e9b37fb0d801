"""Text or bytes that say something in a code → what they say: percent signs, base64 and so on."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from urllib.parse import unquote_to_bytes

_DEEPEST = 3  # codes inside one another
_SHORTEST = 4  # characters of a code that can say anything
_READABLE = 0.85  # of the characters that bytes stand for, so that they are a text
_KNOWN = re.compile(r"[\s -~\u00c0-\u077f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WIDE_ENOUGH = 8  # bytes from which a run may stand for a text in an older encoding
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+|(?:\\x[0-9A-Fa-f]{2})+")
_UTF7 = re.compile(r"\+[A-Za-z0-9+/]{3,}-?")
_ESCAPE = re.compile(
    r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\U([0-9A-Fa-f]{8})|_x([0-9A-Fa-f]{4})_"
    r"|[Uu]\+([0-9A-Fa-f]{4,6})(?: (?=[Uu]\+))?"
)
_OCTAL = re.compile(r"(?:\\[0-7]{3})+")
_HEX_PAIRS = re.compile(r"(?:[0-9A-Fa-f]{2}[ :,-]?){3,}|(?:(?:0x|\\x)[0-9A-Fa-f]{2}[ :,-]*){3,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}")
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9+/=_-]{20})\s*[\r\n]+\s*(?=[A-Za-z0-9+/=_-]{4})")
_SHORTEST_85 = 10
_HEX = re.compile(r"[0-9A-Fa-f]{2}[ :,-]?[0-9A-Fa-f]{2}[ :,-]?[0-9A-Fa-f]{2}")
_LONG = re.compile(r"[A-Za-z0-9+/=_-]{20}\s*[\r\n]")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=\r?\n")


@lru_cache(maxsize=1024)
def decode(text: str) -> tuple[str, ...]:
    """Text → what stands in it in codes, and what stands in codes inside that."""
    return tuple(_decode(text, 0))


def _decode(text: str, depth: int) -> Iterator[str]:
    found = "\n".join(one for one in dict.fromkeys(_decode_once(text)) if one != text)
    if found and depth < _DEEPEST:
        yield found
        yield from _decode(found, depth + 1)


def _decode_once(text: str) -> Iterator[str]:
    plain = text
    if _PERCENT.search(plain):
        plain = _PERCENT.sub(_percent, plain)
    if "&" in plain and ";" in plain:
        plain = html.unescape(plain)
    if "\\" in plain or "=" in plain or "+" in plain or "_x" in plain:
        plain = _QUOTED.sub(_quoted, _SOFT_BREAK.sub("", plain))
        plain = _OCTAL.sub(_octal, _ESCAPE.sub(_character, plain))
    if "xn--" in plain.casefold():
        plain = _PUNYCODE.sub(_idna, plain)
    yield plain
    for run in _UTF7.findall(text):
        yield run.encode().decode("utf-7", "ignore")
    yield from _decode_runs(text)


def _decode_runs(text: str) -> Iterator[str]:
    """Text → what its runs of letters and digits say as codes for bytes."""
    for run in set(_HEX_PAIRS.findall(text)) if _HEX.search(text) else ():
        digits = re.sub(r"0x|\\x|[ :,-]", "", run)
        yield from _readable(bytes.fromhex(digits[: len(digits) // 2 * 2]))
    joined = _WRAPPED.sub("", text) if _LONG.search(text) else text
    runs = set(text.split())
    for run in runs if joined == text else runs.union(joined.split()):
        if len(run) >= _SHORTEST and not run[1:].islower():  # no ordinary word
            yield from _decode_run(run)
        elif len(run) >= 2 * _SHORTEST and len(run) % 4 == 0 and run.isascii():
            yield from _try_plain(run)


def _decode_run(run: str) -> Iterator[str]:
    for piece in _BASE64.findall(run):
        if not piece[1:].islower():
            yield from _from_base64(piece)
    if len(run) >= _SHORTEST_85 and run.isascii() and not (run.isalnum() or run[:-1].isalpha()):
        for read in (base64.b85decode, base64.a85decode):
            yield from _try(read, run.removeprefix("<~").removesuffix("~>"))


def _from_base64(run: str) -> Iterator[str]:
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) % 4 != 1:
        yield from _try(base64.b64decode, bare + "=" * (-len(bare) % 4))
    if len(bare) >= 2 * _SHORTEST and bare.isalnum() and not bare[1:].islower():
        yield from _try(base64.b32decode, bare.upper() + "=" * (-len(bare) % 8))


def _try_plain(run: str) -> Iterator[str]:
    """A run that may be a word → what it says as base64, if that is plain text of ASCII."""
    with suppress(ValueError, binascii.Error):
        text = base64.b64decode(run).decode("ascii")
        if text.isprintable():
            yield text


def _try(read: Callable[[str], bytes], run: str) -> Iterator[str]:
    try:
        yield from _readable(read(run))
    except (ValueError, binascii.Error):
        return


def _readable(data: bytes) -> Iterator[str]:
    """What a run stands for → it as a text, where it is one: a word is hardly ever a code."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and not _CONTROL.search(text):
        yield text
    elif len(data) >= _WIDE_ENOUGH:
        yield from (one for one in read_bytes(data) if is_readable(one))


def _character(found: re.Match[str]) -> str:
    code = int(next(filter(None, found.groups())), 16)
    return chr(code) if code <= 0x10FFFF else found[0]


def _octal(found: re.Match[str]) -> str:
    data = bytes(int(digits, 8) & 0xFF for digits in re.findall(r"[0-7]{3}", found[0]))
    return next(read_bytes(data))


def _percent(found: re.Match[str]) -> str:
    return next(read_bytes(unquote_to_bytes(found[0])))


def _quoted(found: re.Match[str]) -> str:
    return next(read_bytes(bytes.fromhex(re.sub(r"=|\\x", "", found[0]))))


def _idna(found: re.Match[str]) -> str:
    try:
        return found[0].encode().decode("idna")
    except UnicodeError:
        return found[0]


# ----------------------------------------------------------------- bytes


def read_bytes(data: bytes) -> Iterator[str]:
    """Bytes → the texts that they may be: UTF-8, UTF-16 of either order, else an older encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", "replace")
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("latin-1")
        for encoding in ("cp1251", "koi8-r", "cp1256"):
            if is_readable(text := data.decode(encoding, "replace")):
                yield text
    else:
        yield text
    if len(data) >= _SHORTEST and (b"\0" in data or not data.isascii()):
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            if is_readable(text := data.decode(encoding, "ignore")):
                yield text


def is_readable(text: str) -> bool:
    """Whether a text consists of letters of the project's alphabets, digits, blanks and stops."""
    return bool(text) and 1 - len("".join(_KNOWN.split(text))) / len(text) >= _READABLE


def is_written(data: bytes) -> bool:
    """Whether bytes are UTF-8 of written signs, in any script; chance makes no such text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(unicodedata.category(sign) not in _UNWRITTEN or sign in "\t\r\n" for sign in text)


_UNWRITTEN = ("Cc", "Cn", "Co", "Cs")  # control, unassigned, private, half of a pair


# A stand-in for each byte: what can be read, a null, everything else. Runs of one sign are found
# many times as fast as runs of any of a hundred.
_KINDS = bytes(
    ord("a") if code == ord("\t") or 0x20 <= code < 0x7F else ord("0") if code == 0 else ord(".")
    for code in range(256)
)
_SHORTEST_RUN, _SHORTEST_WIDE = 8, 6  # letters, of one byte or of two


@lru_cache(maxsize=64)
def find_strings(data: bytes) -> str:
    """Bytes of a font, a picture, a colour table → what can be read between its numbers."""
    kinds = data.translate(_KINDS)
    runs = [data[start:end] for start, end in _find_runs(kinds, b"a", _SHORTEST_RUN)]
    for unit in (b"a0", b"0a"):
        wide = _find_runs(kinds, unit, _SHORTEST_WIDE)
        runs += [data[start:end].replace(b"\0", b"") for start, end in wide]
    return b"\n".join(runs).decode("ascii")


def _find_runs(kinds: bytes, unit: bytes, least: int) -> Iterator[tuple[int, int]]:
    """Bytes, one or two that are repeated, how often at least → where each run begins and ends."""
    start = kinds.find(unit * least)
    while start >= 0:
        end = start + len(unit) * least
        while kinds.startswith(unit, end):
            end += len(unit)
        yield start, end
        start = kinds.find(unit * least, end)
