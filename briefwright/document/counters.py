"""A place in an ordered list → as it is printed: 1, a or i, or in the digits of another script.

Sources: HTML, the `type` attribute of `ol`; CSS Counter Styles 3, 6.1, whose names the digits have.
"""

from collections.abc import Mapping

_ROMAN = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_LETTERS = 26  # programs count on differently behind z

DIGITS: Mapping[str, str] = {
    "arabic-indic": "٠١٢٣٤٥٦٧٨٩",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "devanagari": "०१२३४५६७८९",
}


def write_digits(number: str, digits: str) -> str:
    """A printed number, a name of DIGITS or any other for Latin ones → it, in those digits."""
    return number.translate(str.maketrans("0123456789", DIGITS.get(digits, "0123456789")))


def format_count(count: int, counter: str) -> str:
    """A number from 1 on; a list's `type`, a name of DIGITS or "" → what its item begins with."""
    if counter == "a" and count <= MOST_LETTERS:
        return chr(ord("a") + count - 1)
    if counter != "i":
        return write_digits(str(count), counter)
    written = ""
    for number, sign in _ROMAN:
        times, count = divmod(count, number)
        written += sign * times
    return written


def is_count(number: str, count: int) -> bool:
    """A printed number, in whatever digits, and a count → whether it says the same."""
    return number.isdecimal() and int(number) == count
