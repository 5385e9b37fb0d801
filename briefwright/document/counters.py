"""A place in an ordered list → as it is printed: 1, a or i, as HTML's `type` of a list says.

Source: HTML, the `type` attribute of `ol`.
"""

_ROMAN = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_LETTERS = 26  # programs count on differently behind z


def format_count(count: int, counter: str) -> str:
    """A number from 1 on and a list's `type`, "" for figures → what its item begins with."""
    if counter == "a" and count <= MOST_LETTERS:
        return chr(ord("a") + count - 1)
    if counter != "i":
        return str(count)
    written = ""
    for number, sign in _ROMAN:
        times, count = divmod(count, number)
        written += sign * times
    return written
