"""What stands around the text of a page: its properties, the way past signs, signs, its foot."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from briefwright.document.marks import strip_breaks
from briefwright.layout import StyledPage

MAIN = "main"
_WORDS = "web."  # how the markup's head calls what a web page adds by itself
_REMARKS = ("author", "description", "keywords", "dcterms.created", "dcterms.modified", "generator")
_OWN = "briefwright."


def find_words(page: StyledPage) -> Mapping[str, str]:
    """A StyledPage → the words that a web page adds, in the language of its edition."""
    metas = (meta for meta in page.root.iter("meta"))
    return {
        name.removeprefix(_WORDS): meta.get("content", "")
        for meta in metas
        if (name := meta.get("name", "")).startswith(_WORDS)
    }


def make_head(page: StyledPage, policy: str, css: str) -> Element:
    """A StyledPage, what the page may load, its stylesheet → the head of the page."""
    head = Element("head")
    head.append(Element("meta", {"charset": "utf-8"}))
    head.append(Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}))
    fixed = {
        "viewport": "width=device-width, initial-scale=1",
        "referrer": "no-referrer",
        "color-scheme": "light dark",
    }
    for name, content in (*fixed.items(), *_list_remarks(page)):
        head.append(Element("meta", {"name": name, "content": content}))
    title, style = Element("title"), Element("style")
    title.text, style.text = page.metadata.title, css
    head.extend((title, style))
    return head


def _list_remarks(page: StyledPage) -> Iterator[tuple[str, str]]:
    for meta in page.root.iter("meta"):
        name, content = meta.get("name", ""), meta.get("content", "")
        if content and (name in _REMARKS or name.startswith(_OWN)):
            yield name, content


def make_skip_link(words: Mapping[str, str]) -> Element:
    """The words of a page → the link past its signs, for those who go by the keyboard."""
    link = Element("a", {"class": "skip", "href": f"#{MAIN}"})
    link.text = words["skip"]
    return link


def make_signs(page: StyledPage) -> Iterator[Element]:
    """A StyledPage → that it is a draft, and its marking, over everything; nothing without them."""
    body = _find_body(page)
    signs = [body.get("data-watermark", ""), body.get("data-marking", "")]
    if any(signs):
        yield _make_lines("signs", "banner", [(sign, "") for sign in signs])


def make_foot(page: StyledPage) -> Element:
    """A StyledPage → what the feet of its pages say."""
    body = _find_body(page)
    lines = [(body.get("data-running", ""), ""), (body.get("data-foot", ""), "")]
    return _make_lines("foot", "contentinfo", [*lines, (body.get("data-marking", ""), "marking")])


def _make_lines(name: str, role: str, lines: list[tuple[str, str]]) -> Element:
    holder = Element("div", {"class": name, "role": role})
    for words, own in lines:
        if words:
            line = Element("p", {"class": own} if own else {})
            line.text = strip_breaks(words)
            holder.append(line)
    return holder


def _find_body(page: StyledPage) -> Element:
    body = page.root.find("body")
    assert body is not None, "what was laid out has a body"
    return body
