"""The name and the bytes of a document → its Outline, by the kind of file that it is."""

from collections.abc import Callable, Mapping

from briefwright.importing import markdown, plain_text, word_file
from briefwright.importing.conversion import convert
from briefwright.importing.outline import Outline
from briefwright.importing.recognition import recognise
from briefwright.review.opening import UnreadableError

LARGEST = 50_000_000  # bytes of a document


def read_document(name: str, data: bytes) -> Outline:
    """The name and the bytes of a document → what it says. Errors: UnreadableError.

    MachineError where what reads this kind of file isn't installed.
    """
    ending = name[name.rfind(".") :].lower()
    if len(data) > LARGEST:
        raise UnreadableError(f"It has more than {LARGEST // 1_000_000} MB.")
    if ending not in READERS:
        raise UnreadableError(f"A first draft is made of {', '.join(READERS)}; save it as one.")
    outline = READERS[ending](data)
    if not any(one for one in outline.paragraphs()):
        raise UnreadableError("There are no words in it.")
    return outline


def _read_word(data: bytes) -> Outline:
    return recognise(word_file.read(data))


def _read_text(data: bytes) -> Outline:
    return plain_text.read(_decode(data))


def _decode(data: bytes) -> str:
    """The bytes of a text → it. Errors: UnreadableError for another code page than Unicode's."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("It isn't saved as UTF-8; save it so, and try again.") from error


def _read_markdown(data: bytes) -> Outline:
    return recognise(markdown.read(_decode(data)))


def _read_open_document(data: bytes) -> Outline:
    return _read_word(convert(data, "odt"))


def _read_page(data: bytes) -> Outline:
    return _read_word(convert(data, "html"))


READERS: Mapping[str, Callable[[bytes], Outline]] = {
    ".docx": _read_word, ".txt": _read_text, ".md": _read_markdown,
    ".odt": _read_open_document, ".html": _read_page, ".htm": _read_page,
}  # fmt: skip
