"""A name, a kind → a new briefing to start from: small, commented, right as it stands."""

import datetime
import re
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from briefwright import disk, yamlfile
from briefwright.content.transliteration import transliterate
from briefwright.facts.dates import locale_of, script_of
from briefwright.model.dictionary import DocumentKind

LONGEST = 60  # characters of a name: it begins the name of every file that is built
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Windows has no folders and files of these names (Naming Files, Paths, and Namespaces).
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)

# What `--kind` offers → the kind of document that its briefing says it is, and its main source.
KINDS: Mapping[str, tuple[DocumentKind, str]] = {
    "briefing": ("briefing", "report"),
    "situation-report": ("situation_report", "log"),
    "one-pager": ("one_pager", "log"),
    "event-note": ("event_note", "log"),
    "advisory": ("advisory", "log"),
    "fact-sheet": ("fact_sheet", "report"),
    "q-and-a": ("questions_and_answers", "log"),
    "speech": ("speech", "log"),
}


class NameFault(Exception):
    """A briefing or an audience can't have this name: one sentence that says why."""


def languages(kind: str = "briefing") -> tuple[str, ...]:
    """One of KINDS → the languages in which there is an example of it, by their tags."""
    tags = (one.name.removesuffix(".yaml") for one in _STARTERS.iterdir() if one.is_file())
    return tuple(sorted(tag for tag in tags if kind == "briefing" or kind in _read_entries(tag)))


def write_briefing(
    content: Path, name: str, language: str = "en", kind: str = "briefing"
) -> tuple[Path, ...]:
    """The content folder, a name, a language, one of KINDS → the files of a new briefing.

    It is dated today. A variant, as de-AT, begins with the words of its language. Errors:
    NameFault for a name that is ill-formed or taken, or a language without words; MachineError
    where nothing can be written.
    """
    check_name(name)
    folder = content / name
    if folder.exists():
        raise NameFault(f"{folder.as_posix()} is there already; choose another name.")
    document, source = KINDS[kind]
    for_now = {
        "TITLE": name.replace("-", " ").capitalize(), "LANGUAGE": language,
        "KIND": document, "SOURCE": source,
    }  # fmt: skip
    words = {**_read_words(language, kind), **_name_days(datetime.date.today()), **for_now}
    files = {file: fill(text, words) for file, text in _read_templates(kind).items()}
    kept = _keep_called(files)
    disk.write({folder / file: text.encode() for file, text in kept.items()})
    return tuple(folder / file for file in kept)


def _name_days(today: datetime.date) -> Mapping[str, str]:
    """Today → by the placeholder for which it stands, each day of an example."""
    days = {f"DATE{n:+d}": today + datetime.timedelta(n) for n in (-9, -7, -1, 14)}
    return {sign: day.isoformat() for sign, day in (*days.items(), ("DATE", today))}


def _read_templates(kind: str) -> Mapping[str, str]:
    """One of KINDS → the files of its example, by their names, before they have words."""
    shared, own = _STARTERS / "shared", _STARTERS / "kinds" / kind
    sections = sorted((own / "sections").iterdir(), key=lambda one: one.name)
    return {
        "briefing.yaml": _read(shared / "head.yaml") + _read(own / "briefing.yaml"),
        **{file: _read(shared / file) for file in _LISTS},
        **{f"sections/{one.name}": _read(one) for one in sections},
    }


def _keep_called(files: Mapping[str, str]) -> Mapping[str, str]:
    """The files of an example → the same with the facts, names and sources that it calls."""
    called = "".join(text for file, text in files.items() if file not in _LISTS)
    kept = dict(files)
    for file, call in _LISTS.items():
        first, *entries = _ENTRY.split(files[file])
        found: list[str] = []
        for entry in reversed(entries):  # what is worked out stands below what it calls
            if re.search(call.format(entry.partition(":")[0]), called):
                found.insert(0, entry)
                called += entry
        kept[file] = first + "".join(found) if found else ""
    return {file: text for file, text in kept.items() if text}


_ENTRY = re.compile(r"^(?=[^\s:#]+:)", re.MULTILINE)
# How an entry of each file is called, and the files in the order in which they call each other.
_LISTS = {
    "facts.yaml": r"\{{{0}[.}}]|[\[ ]{0}[,\]]",  # in braces, in a list of names
    "names.yaml": r"\{{{0}[.}}]",
    "sources.yaml": r"\[\^{0}\]|source: {0}\b",
}


def _read_words(language: str, kind: str) -> Mapping[str, str]:
    """A language, one of KINDS → by its placeholder, each word of the example.

    A placeholder with a capital letter, <Word>, stands for the word with one.
    """
    known = languages(kind)
    script = f"{language.partition('-')[0]}-{script_of(language)}" if _is_tag(language) else ""
    candidates = (language, script, language.partition("-")[0])
    tag = next((one for one in candidates if one in known), "")
    if not tag:
        raise NameFault(
            f"There is no example in “{language}”; there is one in {', '.join(known)}. Begin in "
            "one of these, and change `language:` in briefing.yaml."
        )
    entries = _read_entries(tag)
    own = entries.get(kind)
    said = {**entries, **(_as_mapping(own) if own else {})}
    words = {key: one.text for key, one in said.items() if isinstance(one, yamlfile.Scalar)}
    capitalised = {key.capitalize(): f"{text[:1].upper()}{text[1:]}" for key, text in words.items()}
    placed = {f"<{key}>": text for key, text in (capitalised | words).items()}
    return placed | {"ILL": words["loan_name"]}


def _read_entries(tag: str) -> Mapping[str, yamlfile.Node]:
    """The tag of a language → what its file of words says, by its keys."""
    return _as_mapping(yamlfile.read(_read(_STARTERS / f"{tag}.yaml"), tag)[0])


def _as_mapping(node: yamlfile.Node | None) -> Mapping[str, yamlfile.Node]:
    entries = node.entries if isinstance(node, yamlfile.Map) else ()
    return {key.text: value for key, value in entries}


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")


def _is_tag(language: str) -> bool:
    try:
        return bool(locale_of(language))
    except LookupError:
        return False


_STARTERS = resources.files("briefwright") / "content" / "starters"


def check_name(name: str, thing: str = "A briefing") -> None:
    """A name and who shall have it → nothing, where it can. Errors: NameFault with a better one."""
    if _NAME.fullmatch(name) and len(name) <= LONGEST and name not in RESERVED:
        return
    if not name:
        raise NameFault("Write a name for the folder, in letters from a to z.")
    better = suggest_name(name)
    instead = f", such as “{better}”" if better and better not in RESERVED else ""
    raise NameFault(
        f"{thing} can't be called “{name}”: take small letters, digits and single hyphens, at "
        f"most {LONGEST} characters{instead}."
    )


def suggest_name(title: str) -> str:
    """A title → a name for a folder that is near to it; "" where none of its letters is known."""
    return "-".join(re.findall(r"[a-z0-9]+", transliterate(title)))[:LONGEST].rstrip("-")


def fill(text: str, words: Mapping[str, str]) -> str:
    """A text and words by the placeholder for which they stand → the text with them."""
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text
