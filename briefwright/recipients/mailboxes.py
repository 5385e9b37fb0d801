"""E-mail addresses as people type them → the same mailbox written one way, or what is wrong."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s,;]+")
# Scripts that one language is written in (Unicode Technical Standard 39, 5.1).
_TOGETHER = ({"HAN", "HIRAGANA", "KATAKANA"}, {"HAN", "HANGUL"}, {"HAN", "BOPOMOFO"})


class AddressFault(ValueError):
    """A text is no address: one sentence that says what to write."""


def normalise(typed: str) -> str:
    """An address as typed → the same in small letters, its domain as DNS knows it.

    `Ana@Bücher.example` → `ana@xn--bcher-kva.example`. RFC 5321 lets a server tell capitals apart
    before the @; none that people use does, and nobody shall get a thing twice.
    Errors: AddressFault.
    """
    if typed.count("@") > 1 and len(_BETWEEN.split(typed.strip(" ,;"))) > 1:
        raise AddressFault(f"“{typed}” is more than one address; give each a row of its own.")
    if "<" in typed:
        raise AddressFault(f"“{typed}”: write the address alone; a name has a column, `name`.")
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(typed, check_deliverability=False)
    except EmailNotValidError as error:
        reason = str(error).replace("The email address", "It").replace("An email address", "It")
        raise AddressFault(f"“{typed}” isn't an e-mail address. {reason}") from error
    return f"{found.local_part.lower()}@{found.ascii_domain or found.domain}"


def show(address: str) -> str:
    """A normalised address → the same with its domain in its own letters."""
    from email_validator import validate_email

    return validate_email(address, check_deliverability=False).normalized


def find_mixed_words(text: str) -> Iterator[str]:
    """A text → each word of it with letters of two scripts that don't belong together."""
    from confusable_homoglyphs.categories import unique_aliases

    for word in _WORD.findall(text):
        scripts = unique_aliases(word) - {"COMMON", "INHERITED", "UNKNOWN"}
        if len(scripts) > 1 and not any(scripts <= known for known in _TOGETHER):
            yield word


def find_look_alikes(addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Addresses → each that looks like an earlier one, with that one."""
    seen: dict[str, str] = {}
    for address in addresses:
        looks = "".join(map(_draw, show(address)))
        if looks in seen:
            yield address, seen[looks]
        seen.setdefault(looks, address)


@cache
def _draw(sign: str) -> str:
    """A letter → the Latin one that it looks like, or itself."""
    from confusable_homoglyphs.confusables import confusables_data

    if sign.isascii():
        return {"0": "o", "1": "l"}.get(sign, sign)
    alike = (one["c"] for one in confusables_data.get(sign, ()))
    return next((one.lower() for one in alike if one.isascii() and len(one) == 1), sign)
