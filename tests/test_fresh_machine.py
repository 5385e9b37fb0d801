"""The first command, really on a machine that has nothing but Python and git.

A plain user runs it first and leaves nothing behind, so that the same machine is still bare for
root, whose run installs what the system lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sample_machine
from conftest import HOME
from sample_machine import USER, Machine

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A bare Debian; where none can be made the tests are left out, loudly."""
    sentence = "NO BARE MACHINE: nobody has tried the first command on one, since"
    if reason := sample_machine.missing():
        pytest.skip(f"{sentence} {reason}")
    try:
        with sample_machine.made(tmp_path_factory.mktemp("machine")) as bare:
            yield bare
    except OSError as error:
        pytest.skip(f"{sentence} {error}")


@pytest.fixture(scope="module")
def built_by_user(machine: Machine) -> Path:
    """The folder where a plain user has run the first command."""
    home = machine.copy(HOME, USER)
    installed = (machine.root / "var/lib/dpkg/status").read_bytes()
    done = machine.run(["python3", "build.py"], USER)
    assert done.code == 0, done.err
    assert "fetching python3-pip-whl, libpango-1.0-0" in done.err
    assert "done in" in done.err
    assert "Warning" not in done.err
    assert (machine.root / "var/lib/dpkg/status").read_bytes() == installed
    return home


def files(home: Path) -> dict[str, bytes]:
    """A folder where something was built → its PDF and Word files by name."""
    paths = [*home.glob("output/*/*/*.pdf"), *home.glob("output/*/*/*.docx")]
    return {path.name: path.read_bytes() for path in paths}


def test_a_plain_user_gets_every_edition(built_by_user: Path) -> None:
    found = files(built_by_user)
    pdf = {name.removesuffix(".pdf") for name in found if found[name].startswith(b"%PDF-")}
    word = {name.removesuffix(".docx") for name in found if found[name].startswith(b"PK")}
    assert len(pdf) > 5
    assert pdf == word


def test_a_plain_user_touches_nothing_outside_the_folder(
    machine: Machine, built_by_user: Path
) -> None:
    """But for what pip keeps of downloads, as it does for every user of pip."""
    done = machine.run(["find", "/", "-xdev", "-user", USER, "-type", "f"], "root", "/")
    owned = [Path(line) for line in done.out.splitlines()]
    folders = [Path(f"/home/{USER}/briefwright"), Path(f"/home/{USER}/.cache/pip")]
    inside = [path for path in owned if path.is_relative_to(folders[0])]
    assert len(inside) > 1000
    fresh = {Path(f"/home/{USER}") / name.name for name in (machine.root / "etc/skel").iterdir()}
    outside = [path for path in owned if not any(map(path.is_relative_to, folders))]
    assert set(outside) <= fresh


def test_the_doctor_says_which_way_was_taken(machine: Machine, built_by_user: Path) -> None:
    done = machine.run(["python3", "build.py", "doctor"], USER)
    assert done.code == 0, done.err
    assert "unpacked into .venv, not installed: python3-venv, Pango" in done.out


def test_root_gets_the_same_bytes_from_installed_packages(
    machine: Machine, built_by_user: Path
) -> None:
    home = machine.copy(HOME, "root")
    done = machine.run(["python3", "build.py", "build", "--audience", "messages"], "root")
    assert done.code == 0, done.err
    assert "libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 with apt-get …" in done.err
    found = files(home)
    assert {name.rpartition(".")[2] for name in found} == {"pdf", "docx"}
    unpacked = files(built_by_user)
    assert found == {name: unpacked[name] for name in found}
