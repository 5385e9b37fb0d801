"""The comments in a Word file: who remarked what, on which words, in answer to whom.

Source: ECMA-376 part 1, 17.13.4; threads: [MS-DOCX] 2.5.4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefwright.review.opening import Node, parse
from briefwright.word.counting import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True)
class Comment:
    """A remark in the margin: who wrote it, when, the words, on which words of the text.

    `parent` is the id of the one that it answers, "" for none.
    """

    id: str
    by: str
    when: str
    text: str
    about: str = ""
    parent: str = ""
    is_done: bool = False


def read_comments(parts: Mapping[str, bytes], quoted: Mapping[str, str]) -> Iterator[Comment]:
    """The parts of a file, the words that each comment is about → its comments, in their order."""
    listed = parse(parts, "word/comments.xml")
    threads = parse(parts, "word/commentsExtended.xml")
    rows = {} if threads is None else {
        one.get(_W15 + "paraId", ""): one for one in threads.iter(_W15 + "commentEx")
    }  # fmt: skip
    comments = [] if listed is None else list(listed.iter(W + "comment"))
    ids = {_last_paragraph(one): one.get(W + "id", "") for one in comments}
    for one in comments:
        row = rows.get(_last_paragraph(one))
        lines = ("".join(text.text or "" for text in p.iter(W + "t")) for p in one.iter(W + "p"))
        yield Comment(
            one.get(W + "id", ""),
            one.get(W + "author", ""),
            one.get(W + "date", ""),
            "\n".join(lines).strip(),
            quoted.get(one.get(W + "id", ""), "").strip(),
            "" if row is None else ids.get(row.get(_W15 + "paraIdParent", "-"), ""),
            row is not None and row.get(_W15 + "done") in ("1", "true"),
        )


def _last_paragraph(comment: Node) -> str:
    """A comment → the id of its last paragraph, by which threads know it."""
    found = [one.get(_W14 + "paraId", "") for one in comment.iter(W + "p")]
    return found[-1] if found else ""
