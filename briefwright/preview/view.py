"""What a browser shows of one edition: a value; each result that comes in makes a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from briefwright.document.marks import Marks
from briefwright.preview.changes import Changes, compare
from briefwright.preview.choices import Choice
from briefwright.preview.making import LeafPlace, Pages, Picture, Text
from briefwright.problems import Problem, errors


@dataclass(frozen=True)
class Save:
    """One moment in which files were saved: its number, from 1, and the time of day."""

    number: int
    time: str


NEVER = Save(0, "")


@dataclass(frozen=True)
class View:
    """One edition as it is shown: its text, its pages, what is wrong with them.

    Each is of the save that it was made of: `tried` is the last of which a text was made or
    failed, `text_of` that of the page that is shown, `pages_of` that of the pictures.
    """

    choice: Choice
    page: bytes = field(default=b"", repr=False)
    marks: Marks = field(default_factory=Marks, repr=False)
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    places: tuple[LeafPlace, ...] = field(default=(), repr=False)
    summary: str = ""
    changes: Changes = field(default_factory=Changes)
    choices: tuple[Choice, ...] = ()
    language: str = ""
    lacking: str = ""
    tried: Save = NEVER
    text_of: Save = NEVER
    pages_tried: Save = NEVER
    pages_of: Save = NEVER
    reviewed: Save = NEVER
    text_problems: tuple[Problem, ...] = ()
    page_problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the last save has a text, which can be laid out."""
        return self.tried == self.text_of

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, each once; where there is no text, only what stops it."""
        if not self.is_sound:
            return self.text_problems
        return tuple(dict.fromkeys((*self.text_problems, *self.page_problems, *self.remarks)))


def show_text(view: View, text: Text, save: Save) -> View:
    """A View and a text that was made → the View with it; one without a page leaves the last."""
    view = replace(
        view, tried=save, text_problems=text.problems, choices=text.choices or view.choices,
        language=text.language or view.language, lacking=text.lacking,
    )  # fmt: skip
    if not text.page:
        return view
    changes = compare(view.marks, text.marks) if view.page else Changes()
    return replace(view, page=text.page, marks=text.marks, changes=changes, text_of=save)


def show_pages(view: View, pages: Pages, save: Save) -> View:
    """A View and pages that were made → the View with them; the last ones where there are none."""
    view = replace(view, page_problems=pages.problems, pages_tried=save, summary=pages.summary)
    if not pages.pictures:
        return view
    return replace(view, pictures=pages.pictures, places=pages.places, pages_of=save)


def show_remarks(view: View, remarks: tuple[Problem, ...], save: Save) -> View:
    """A View and an editor's remarks → the View with them."""
    return replace(view, remarks=remarks, reviewed=save)


# ----------------------------------------------------------------- for a browser


def name_file(data: bytes) -> str:
    """The bytes of a text or a picture → the name under which it is fetched."""
    return sha256(data).hexdigest()[:32]


def list_files(view: View) -> Mapping[str, tuple[bytes, str]]:
    """A View → what may be fetched for it: bytes and media type, by name."""
    found = {name_file(one.data): (one.data, "image/png") for one in view.pictures}
    return {**found, name_file(view.page): (view.page, "text/html; charset=utf-8")}


def as_json(view: View) -> dict[str, object]:
    """A View → it in JSON's types; texts and pictures by the names of their files."""
    return {
        "audience": view.choice.audience,
        "language": view.language or view.choice.language,
        "choices": [list(choice) for choice in view.choices],
        "save": view.tried.number,
        "text": name_file(view.page) if view.page else "",
        "status": _describe_text(view),
        "stale": bool(view.page) and not view.is_sound,
        "pages": [
            {"file": name_file(one.data), "width": one.width, "height": one.height}
            for one in view.pictures
        ],
        "pages_status": _describe_pages(view),
        "pages_stale": bool(view.pictures) and view.pages_of != view.tried,
        "changed": [*view.changes.changed, *view.changes.added] if view.is_sound else [],
        "page_marks": _list_page_marks(view),
        "changes": view.changes.describe(),
        "announcement": _announce(view),
        "problems": [_problem_as_json(one) for one in _errors_first(view.problems)],
    }


def _list_page_marks(view: View) -> list[dict[str, object]]:
    """A View → where what changed stands on its pages, if they are those of its text."""
    if view.pages_of != view.text_of:
        return []
    changed = {*view.changes.changed, *view.changes.added}
    return [place._asdict() for place in view.places if place.at in changed]


def _describe_text(view: View) -> str:
    if not view.tried.number:
        return "The text is being made."
    if view.is_sound:
        return f"Text as saved at {view.text_of.time}."
    if view.lacking:
        return view.lacking
    last = f" Below is the last good text, saved at {view.text_of.time}." if view.page else ""
    faults = _count(len(errors(view.problems)), "fault")
    return f"What was saved at {view.tried.time} has {faults}.{last}"


def _describe_pages(view: View) -> str:
    if view.pages_of == view.tried and view.pages_of.number:
        return f"Pages of the PDF as saved at {view.pages_of.time}: {view.summary}."
    last = f"Below are those of {view.pages_of.time}." if view.pictures else ""
    if not view.tried.number or (view.is_sound and view.pages_tried != view.tried):
        return f"The pages are being made. {last}".strip()
    return f"The pages can't be made of what was saved at {view.tried.time}. {last}".strip()


def _announce(view: View) -> str:
    """What a screen reader says of the last save."""
    if not view.is_sound:
        return _describe_text(view)
    said = view.changes.describe() if view.text_of.number > 1 else ""
    return f"{_describe_text(view)} {said}".strip()


def _errors_first(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: one.level != "error")


def _problem_as_json(problem: Problem) -> dict[str, object]:
    where = problem.where
    return {
        "code": problem.code,
        "level": problem.level,
        "message": problem.message,
        "place": str(where) if where else "",
        "at": problem.at,
        "proposal": problem.proposal,
    }


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
