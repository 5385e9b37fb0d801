"""What was built → files in the output folder, each whole or not there at all.

output/<briefing>/<language>/<briefing>-<audience>-<language>.pdf     what is final
output/<briefing>/drafts/<language>/<briefing>-<audience>-<language>-DRAFT.pdf     what is not
output/<briefing>/.account/<briefing>-<audience>-<language>.json, .txt and .html
output/.author/<briefing>/ledger.json and .txt     each fact, and where all editions print it
output/<briefing>/previous/     what an edition had before its last build failed
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefwright import disk
from briefwright.model.dictionary import Briefing
from briefwright.verify.parity import FactUse, Ledger, load_fact_uses

DRAFT, DRAFTS = "-DRAFT", "drafts"
PREVIOUS = "previous"
MAIL = "mail"  # messages and plans that a dry run shows
ACCOUNT = ".account"
AUTHOR = ".author"  # what only its author may see: no folder of an edition is handed on with it
LEDGER = "ledger"


@dataclass(frozen=True)
class EditionName:
    """Which edition a file is: its briefing, its audience, its language."""

    briefing: str
    audience: str
    language: str

    def __str__(self) -> str:
        return f"{self.briefing}-{self.audience}-{self.language}"


def write(
    output: Path,
    name: EditionName,
    status: str,
    outputs: Mapping[str, bytes],
    account: Mapping[str, bytes],
) -> tuple[Path, ...]:
    """The output folder, an edition, its status, its bytes and its account's → the files, written.

    By ending; all of them or none, and what stands there already is left as it is. Files of the
    same edition under its other name, draft or not, move to `previous`.
    Errors: MachineError where the folder or a file can't be written.
    """
    files = {find_place(output, name, status, ending): data for ending, data in outputs.items()}
    wanted = files | _list_account(output, name, account)
    disk.write({path: data for path, data in wanted.items() if not _holds(path, data)})
    own = find_place(output, name, status).parent
    others = [path for path in find_files(output, name.briefing, str(name)) if path.parent != own]
    _set_aside(others, output / name.briefing)
    return tuple(files)


def keep_back(
    output: Path,
    name: EditionName,
    status: str,
    outputs: Mapping[str, bytes],
    account: Mapping[str, bytes],
) -> Path:
    """The same for an edition that mustn't go out → the folder where its files are, written.

    Errors: MachineError where the folder or a file can't be written.
    """
    folder = output / name.briefing / PREVIOUS
    names = {find_place(output, name, status, ending).name: ending for ending in outputs}
    files = {folder / own: outputs[ending] for own, ending in names.items()}
    accounts = {folder / ACCOUNT / f"{name}.{ending}": data for ending, data in account.items()}
    disk.write(files | accounts)
    return folder


def find_place(
    output: Path, name: EditionName, status: str, ending: str = "pdf", more: str = ""
) -> Path:
    """The output folder, an edition, its status, an ending → where that file of it belongs.

    `more` follows its name, where the file is another than the edition itself.
    """
    folder = output / name.briefing
    if status == "final":
        return folder / name.language / f"{name}{more}.{ending}"
    return folder / DRAFTS / name.language / f"{name}{more}{DRAFT}.{ending}"


def find_files(output: Path, briefing: str, edition: str) -> list[Path]:
    """The output folder, a briefing, an edition of it → its files, final or drafts.

    One that lies in the briefing's folder itself, where they lay once, counts too.
    """
    stems = (edition, f"{edition}{DRAFT}")
    return [path for path in _list_files(output / briefing) if path.stem in stems]


def _list_files(folder: Path) -> Iterator[Path]:
    """A briefing's folder → the files of its editions."""
    for place in (folder, *_list_folders(folder), *_list_folders(folder / DRAFTS)):
        yield from _list_visible(place)


def _list_folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_dir() and path.name not in (PREVIOUS, MAIL) and not path.name.startswith(".")
    )


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is there already and has these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def list_briefings(output: Path) -> tuple[str, ...]:
    """The output folder → the briefings of which it has accounts."""
    return tuple(sorted(path.parent.name for path in output.glob(f"*/{ACCOUNT}")))


def record(output: Path, name: EditionName, account: Mapping[str, bytes]) -> None:
    """The output folder, an edition and the files of its account → the account, kept.

    Errors: MachineError where it can't be written.
    """
    disk.write(_list_account(output, name, account))


def _list_account(
    output: Path, name: EditionName, account: Mapping[str, bytes]
) -> dict[Path, bytes]:
    folder = output / name.briefing / ACCOUNT
    return {folder / f"{name}.{ending}": data for ending, data in account.items()}


def list_beside(output: Path, briefing: str, edition: str) -> tuple[Path, ...]:
    """The output folder, a briefing, an edition of it → what is kept of it beside its files."""
    ledger = _find_files(output / AUTHOR / briefing, LEDGER)
    return (*list_accounts(output, briefing, edition), *ledger)


def find_account(output: Path, name: EditionName) -> Path:
    """The output folder and an edition → the file of its account as JSON."""
    return output / name.briefing / ACCOUNT / f"{name}.json"


def list_accounts(output: Path, briefing: str, edition: str) -> tuple[Path, ...]:
    """The output folder, a briefing, an edition of it → the files of its account."""
    return tuple(_find_files(output / briefing / ACCOUNT, edition))


def write_ledger(
    output: Path, briefing: Briefing, attempted: Iterable[str], printed: Iterable[FactUse]
) -> None:
    """The output folder, a briefing, the editions that were tried, what they print → kept.

    What an earlier build knew of other editions stays, as long as their accounts are there.
    Errors: MachineError where it can't be written.
    """
    folder, tried = output / AUTHOR / briefing.name, set(attempted)
    path = folder / f"{LEDGER}.json"
    known = {one.stem for one in _list_visible(output / briefing.name / ACCOUNT)} - tried
    earlier = load_fact_uses(path.read_text(encoding="utf-8")) if path.is_file() else ()
    others = [one for one in earlier if one.edition in known]
    ledger = Ledger(briefing, tuple(sorted((*others, *printed), key=lambda one: one.edition)))
    document = json.dumps(ledger.as_json(), ensure_ascii=False, indent=1) + "\n"
    disk.write({
        path: document.encode(),
        folder / f"{LEDGER}.txt": ledger.as_text().encode(),
    })  # fmt: skip


def withdraw(output: Path, name: EditionName) -> tuple[Path, ...]:
    """The output folder and an edition that failed → where its last good files are now.

    Errors: MachineError where a file can't be moved, so that an old one would pass for a new one.
    """
    files = find_files(output, name.briefing, str(name))
    accounts = _find_files(output / name.briefing / ACCOUNT, str(name))
    return _set_aside([*files, *accounts], output / name.briefing)


def withdraw_all(output: Path, briefing: str) -> tuple[Path, ...]:
    """The output folder and a briefing that can't be read → where its last good files are now.

    Errors: MachineError where a file can't be moved.
    """
    folder, author = output / briefing, output / AUTHOR / briefing
    files = (*_list_files(folder), *_list_visible(folder / ACCOUNT))
    own = [path for path in files if path.name.startswith(f"{briefing}-")]
    ledger = [path for path in _list_visible(author) if path.stem == LEDGER]
    return (*_set_aside(own, folder), *_set_aside(ledger, author))


def _find_files(folder: Path, stem: str) -> list[Path]:
    return [path for path in _list_visible(folder) if path.stem == stem]


def _list_visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
    )


def _set_aside(files: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """Files below a folder → the same in its `previous`, accounts in a folder of their own."""
    previous = folder / PREVIOUS
    return tuple(
        disk.move(path, previous / ACCOUNT if path.parent.name == ACCOUNT else previous)
        for path in files
    )
