"""What was issued as one user may see it: the editions for its audiences, and what changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import content, edition
from briefwright.audience import languages
from briefwright.editing.word_changes import Piece, list_pieces
from briefwright.edition.comparison import ChangedFact
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued, IssuedEdition
from briefwright.preview.choices import Choice, read_audience
from briefwright.service.users import User

if TYPE_CHECKING:
    from briefwright.service.catalogue import Catalogue


@dataclass(frozen=True)
class SeenIssue:
    """What was issued, and of it the `editions` that a user may see.

    `successor` is the number that took its place, `earlier` the one before it; "" for none.
    """

    issued: Issued
    editions: tuple[IssuedEdition, ...]
    successor: str
    earlier: str


@dataclass(frozen=True)
class IssueChanges:
    """What changed between two issues, each with the editions in which it did.

    `numbers` print otherwise; `texts` are the pieces of a text, those that went and came among
    them.
    """

    numbers: dict[ChangedFact, list[Choice]]
    texts: dict[tuple[Piece, ...], list[Choice]]


class SeenArchive:
    """All that was issued and that a user may see."""

    def __init__(self, catalogue: "Catalogue", user: User) -> None:
        self._catalogue, self._user = catalogue, user
        self._folder = catalogue.folders.issued

    def list_issues(self) -> tuple[SeenIssue, ...]:
        """By briefing, in the order of time; those without an edition to be seen are left out."""
        issued = list(archive.list_issued(self._folder))
        successors = archive.find_successors(issued)
        seen: list[SeenIssue] = []
        for one in issued:
            if editions := tuple(e for e in one.editions if self._user.may_see(e.audience)):
                successor = successors.get((one.briefing, one.number), "")
                seen.append(SeenIssue(one, editions, successor, _find_earlier(one, seen)))
        return tuple(seen)

    def find(self, briefing: str, number: str) -> SeenIssue | None:
        """A briefing and a number → what was issued as that; nothing where there is none."""
        named = (one for one in self.list_issues() if one.issued.briefing == briefing)
        return next((one for one in named if one.issued.number == number), None)

    def read_file(self, issue: SeenIssue, name: str) -> bytes | None:
        """An issue and the name of a file → its bytes; nothing where it has none of that name.

        Errors: MachineError where it is not as it was issued.
        """
        if not any(name in one.files.values() for one in issue.editions):
            return None
        folder = self._find_folder(issue, issue.issued.number)
        ((_, data),) = archive.read_files(folder, issue.issued, (name,))
        return data

    def find_changes(self, issue: SeenIssue) -> IssueChanges:
        """An issue that has an earlier one → what changed, worked out once in a limited process.

        Errors: ContentError where the content of one can't be read any more.
        """
        name = issue.issued.briefing
        before, after = (
            self._find_folder(issue, number) / archive.INPUTS
            for number in (issue.earlier, issue.issued.number)
        )
        choices = tuple(Choice(one.audience, one.language) for one in issue.editions)
        work = self._catalogue.work
        return self._catalogue.recall(
            (compare_issues.__qualname__, before, after, choices),
            issue.issued.at.isoformat(),
            lambda: work.run(name, compare_issues, before, after, name, choices),
        )

    def _find_folder(self, issue: SeenIssue, number: str) -> Path:
        return archive.find_folder(self._folder, issue.issued.briefing, number)


def compare_issues(before: Path, after: Path, name: str, choices: Sequence[Choice]) -> IssueChanges:
    """The inputs of two issues, a briefing's name, editions of the second → what changed in them.

    What the program makes of other texts, such as contents, is left out. Errors: ContentError.
    """
    old, new = (content.read(folder / "content" / name) for folder in (before, after))
    found = {}
    for choice in choices:
        reader = read_audience(after / "templates", choice.audience)
        if choice.language in languages(old, reader):
            found[choice] = edition.compare(old, new, reader, choice.language)
    grouped = edition.group(found, old, new)
    texts: dict[tuple[Piece, ...], list[Choice]] = {}
    for one, named in grouped.texts.items():
        if one.kind != "moved":
            texts.setdefault(list_pieces(one.before, one.after), []).extend(named)
    return IssueChanges(dict(grouped.facts), texts)


def _find_earlier(issued: Issued, before: Iterable[SeenIssue]) -> str:
    """What was issued, and what was before it → the number that it corrects, or the last one."""
    numbers = [one.issued.number for one in before if one.issued.briefing == issued.briefing]
    if issued.corrects in numbers:
        return issued.corrects
    return numbers[-1] if numbers else ""


def group_by_briefing(issues: Iterable[SeenIssue]) -> Iterator[tuple[str, list[SeenIssue]]]:
    """Issues in the order of time → each briefing's name with its issues, the latest first."""
    grouped: dict[str, list[SeenIssue]] = {}
    for one in issues:
        grouped.setdefault(one.issued.briefing, []).insert(0, one)
    yield from grouped.items()
