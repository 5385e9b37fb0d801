"""A finished web page, spoilt in one place; where its stylesheet changes, its policy agrees."""

import base64
import re
from collections.abc import Callable
from hashlib import sha256

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_DIGEST = re.compile(r"sha256-[A-Za-z0-9+/]+=*")


def list_item(page: bytes) -> bytes:
    """A page → the same without the second item of its first list."""
    return cut(page, r"<li>The second item.*?</li>")


def figure(page: bytes) -> bytes:
    """A page → the same without its picture; the caption stays."""
    return cut(page, r"<img [^>]*>")


def digit(page: bytes) -> bytes:
    """A page → the same with 1,411 warheads in its first message."""
    return put(page, "with 1,410 warheads", "with 1,411 warheads")


def caption(page: bytes) -> bytes:
    """A page → the same without the caption of its picture."""
    return cut(page, r"<figcaption>.*?A square</figcaption>")


def alt_text(page: bytes) -> bytes:
    """A page → the same without the alt text of its picture."""
    return put(page, 'alt="A blue square"', 'alt=""')


def note(page: bytes) -> bytes:
    """A page → the same without the note that stood at a page's foot; its call stays."""
    return cut(page, r'<li id="footnote-2".*?</li>')


def sections(page: bytes) -> bytes:
    """A page → the same with its first two sections swapped."""
    first, second = page.index(b'<section id="lists">'), page.index(b'<section id="figures">')
    third = page.index(b'<section data-role="landscape"')
    return page[:first] + page[second:third] + page[first:second] + page[third:]


def data_number(page: bytes) -> bytes:
    """A page → the same in whose first chart 138 stands instead of 139, in plain digits."""
    return put(page, 'value="139"', 'value="138"')


def data_row(page: bytes) -> bytes:
    """A page → the same without the second row of its first chart."""
    return cut(page, r'<tr><th scope="row">UNDOF, staff officer.*?</tr>')


def put(page: bytes, old: str, new: str) -> bytes:
    """A page and what stands in it once or more → it with something else there the first time."""
    assert old in page.decode(), old
    return page.decode().replace(old, new, 1).encode()


def cut(page: bytes, pattern: str) -> bytes:
    """A page and the pattern of something in it → it without that."""
    text, count = re.subn(pattern, "", page.decode(), count=1, flags=re.DOTALL)
    assert count == 1, pattern
    return text.encode()


def style(page: bytes, rules: str) -> bytes:
    """A page and rules → it with these at the end of its stylesheet, and a policy that fits."""
    return restyle(page, lambda css: f"{css}\n{rules}")


def restyle(page: bytes, change: Callable[[str], str]) -> bytes:
    """A page and a change of its stylesheet → it changed, with a policy that fits."""
    text = page.decode()
    found = _STYLE.search(text)
    assert found is not None
    css = change(found[1])
    assert css != found[1]
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    with_css = text[: found.start(1)] + css + text[found.end(1) :]
    return _DIGEST.sub(f"sha256-{digest}", with_css, count=1).encode()


def swap(page: bytes, one: str, other: str) -> bytes:
    """A page and two things in it → it with each in the place of the other."""
    return put(put(put(page, one, "\0"), other, one), "\0", other)
