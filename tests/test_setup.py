"""Setting up: what `build.py` does before anything is installed, and what a machine may lack."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
import sample_work
from conftest import HOME

from briefwright.cli import doctor
from briefwright.cli.commands import showing
from briefwright.cli.doctor import PANGO, Component, find_family
from briefwright.cli.main import main
from briefwright.problems import MachineError
from briefwright.workers import WorkerPool

PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = dict(
    line.replace("_", "-").split("==")
    for line in (HOME / "constraints.txt").read_text(encoding="utf-8").lower().splitlines()
    if line and not line.startswith("#")
)


def load(home: Path) -> ModuleType:
    """A folder → `build.py` as it would run there."""
    spec = importlib.util.spec_from_file_location("build_command", HOME / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("HOME", "VENV", "PYTHON", "STAMP", "LOG"):
        setattr(module, name, home / getattr(module, name).relative_to(HOME))
    for name in ("pyproject.toml", "constraints.txt"):
        (home / name).write_bytes((HOME / name).read_bytes())
    return module


class Machine:
    """A machine where installing is only noted: `has` are its packages, `did` what was run."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.build = load(home)
        self.did: list[str] = []
        self.has: set[str] = set()
        monkeypatch.setattr(self.build, "_run", self.run)
        monkeypatch.setattr(self.build, "_installed", lambda name: name in self.has)
        monkeypatch.setattr(self.build, "start_again", self.start)

    def run(self, command: list[str], fault: str) -> None:
        """Notes a command; one that makes a venv leaves its Python there."""
        if "venv" in command:
            self.did.append("venv")
            self.build.PYTHON.parent.mkdir(parents=True)
            self.build.PYTHON.touch()
        else:
            self.did.append("install test" if command[-1].endswith("[test]") else "install")

    def start(self, arguments: list[str]) -> int:
        """Notes that the command begins again inside the venv."""
        self.did.append("start " + " ".join(arguments))
        return 0


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine that has Python and nothing else."""
    return Machine(tmp_path, monkeypatch)


def test_a_fresh_machine_is_set_up_once_and_the_command_goes_on(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert machine.build.main(["build", "x"]) == 0
    assert machine.did == ["venv", "install", "start build x"]
    told = capsys.readouterr()
    assert "Setting up (once): making .venv" in told.err
    assert told.out == ""

    assert machine.build.main([]) == 0
    assert machine.did[3:] == ["start "]


def test_the_tests_bring_their_own_tools_and_a_build_keeps_them(machine: Machine) -> None:
    machine.build.main([])
    machine.build.main(["test", "-q"])
    machine.build.main([])
    assert machine.did == ["venv", "install", "start ", "install test", "start test -q", "start "]


def test_new_pins_are_installed_into_the_same_venv(machine: Machine) -> None:
    machine.build.main(["test"])
    (machine.build.HOME / "constraints.txt").write_text("weasyprint==70.1\n")
    machine.build.main([])
    assert machine.did == ["venv", "install test", "start test", "install test", "start "]


def test_a_half_made_venv_is_made_anew(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short(extras: list[str]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(machine.build, "_install", cut_short)
        with pytest.raises(KeyboardInterrupt):
            machine.build.main([])
    (machine.build.VENV / "rubbish").touch()
    machine.build.main([])
    assert machine.did == ["venv", "venv", "install", "start "]
    assert not (machine.build.VENV / "rubbish").exists()


def test_a_venv_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.build.main([])
    machine.build.PYTHON.unlink()
    machine.build.main([])
    assert machine.did == ["venv", "install", "start "] * 2


def test_an_environment_that_has_everything_is_left_alone(machine: Machine) -> None:
    machine.has = {"briefwright", *machine.build._needs(("test",))}
    assert machine.build.usable_here(("test",))
    assert machine.did == []
    assert not machine.build.VENV.exists()


def test_an_environment_without_the_tools_for_tests_is_told_how_to_get_them(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.has = {"briefwright", *machine.build._needs(())}
    assert machine.build.main(["test"]) == 3
    assert 'pip install -c constraints.txt -e ".[test]"' in capsys.readouterr().err
    assert machine.did == []


def test_without_a_network_one_sentence_says_so(tmp_path: Path) -> None:
    told = load(tmp_path)._explain(
        "The packages could not be installed",
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\n"
        "ERROR: ResolutionImpossible",
    )
    assert told.startswith("The packages could not be installed: this machine does not reach")
    assert "Resolution" not in told


def test_what_the_installer_says_is_passed_on(tmp_path: Path) -> None:
    told = load(tmp_path)._explain("No", "ERROR: No space left on device\n\n[end of output]\n")
    assert told == "No; the installer says: ERROR: No space left on device "


def test_a_folder_that_cannot_be_written_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(machine.build.Path, "mkdir", refuse)
    assert machine.build.main([]) == 3
    assert "can't be written to (Permission denied)" in capsys.readouterr().err


def test_an_old_python_is_told_in_a_sentence() -> None:
    source = (HOME / "build.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))  # an old one must be able to read as far as that
    old = f"import sys; sys.version_info = (3, 9, 2); exec({source!r})"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Briefwright needs Python 3.11 or newer")


# ----------------------------------------------------------------- pins


def test_every_package_is_pinned_by_version_alone() -> None:
    extras = PROJECT["optional-dependencies"]["test"]
    wanted = {re.split(r"[<>=]", need)[0].lower() for need in [*PROJECT["dependencies"], *extras]}
    assert len(wanted) > 15
    assert wanted <= set(PINS)
    assert all(re.fullmatch(r"[\d.]+(post\d+)?", version) for version in PINS.values())


def test_what_packages_need_in_turn_is_pinned_too() -> None:
    """As far as it is installed here; a machine of another kind may need a little more."""
    extras = PROJECT["optional-dependencies"]["test"]
    queue = [re.split(r"[<>=]", need)[0] for need in [*PROJECT["dependencies"], *extras]]
    for name in queue:  # it grows while it is read
        for need in metadata.requires(name) or ():
            inner = re.split(r"[^\w.-]", need)[0]
            if "extra ==" not in need and inner not in queue and is_installed(inner):
                queue.append(inner)
    assert len(queue) > 30
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in queue} <= set(PINS)


def is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def test_what_draws_vega_lite_comes_with_the_tests_and_not_with_every_installation() -> None:
    extras = PROJECT["optional-dependencies"]
    assert extras["vega"]
    assert set(extras["vega"]) <= set(extras["test"])
    assert not set(extras["vega"]) & set(PROJECT["dependencies"])


def test_settings_name_no_place_to_download_from() -> None:
    for name in ("pyproject.toml", "constraints.txt", ".ci/run", "build.py"):
        text = (HOME / name).read_text(encoding="utf-8")
        assert text
        assert "://" not in text, name


def test_the_doctor_knows_every_package_that_is_needed() -> None:
    wanted = {re.split(r"[<>=]", need)[0] for need in PROJECT["dependencies"]}
    assert wanted <= {*doctor.PACKAGES, *doctor.FONTS}


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    command = "python3 build.py test"
    assert command in (HOME / "README.md").read_text(encoding="utf-8")
    assert (HOME / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(f"exec {command}")


def test_ci_leaves_no_test_out() -> None:
    assert "\nexport CI=true" in (HOME / ".ci" / "run").read_text(encoding="utf-8")
    assert 'os.environ.get("CI") == "true"' in (HOME / "tests" / "conftest.py").read_text("utf-8")


# ----------------------------------------------------------------- what a machine lacks


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("debian ", "apt"),
        ("ubuntu debian", "apt"),
        ("linuxmint ubuntu debian", "apt"),
        ("fedora ", "dnf"),
        ("rocky rhel centos fedora", "dnf"),
        ("arch ", "other"),
    ],
)
def test_a_linux_is_known_by_what_it_is_like(release: str, expected: str) -> None:
    assert find_family(release) == expected


def test_missing_pango_is_one_sentence_for_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text("print('noise'); raise OSError('no libpango')")
    monkeypatch.syspath_prepend(tmp_path)
    assert len(PANGO) == 5
    for system, remedy in PANGO.items():
        monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
        monkeypatch.setattr(doctor, "find_system", lambda system=system: system)
        with pytest.raises(MachineError, match="Pango") as fault:
            doctor.require_libraries()
        assert remedy in str(fault.value)
    assert capsys.readouterr().out == ""


def test_missing_harfbuzz_subset_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_library_version", lambda *_: "")
    with pytest.raises(MachineError, match="HarfBuzz-Subset, which cuts fonts to size, is missing"):
        doctor.require_libraries()


@pytest.mark.parametrize(
    ("version", "old"), [("2.7.4", True), ("4.0.1", True), ("4.1.0", False), ("12.0.0", False)]
)
def test_an_old_harfbuzz_is_known(version: str, old: bool) -> None:
    assert doctor.is_too_old(version) is old


def test_a_build_without_pango_stops_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    crew = WorkerPool(2, sample_work.lack_pango)
    monkeypatch.setattr("briefwright.workers.shared_pool", lambda _: crew)
    assert main(["build", "--output", str(tmp_path), "--json"], HOME) == 3
    assert json.loads(capsys.readouterr().out)["fault"] == "The library Pango is missing."
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_shows_versions_libraries_and_fonts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"], HOME) == 0
    told = capsys.readouterr().out
    for name in ("weasyprint", "Pango", "HarfBuzz", "Source Serif 4", "LibreOffice", "Java"):
        assert re.search(rf"^  {name} +\S", told, re.MULTILINE), name
    assert "Everything that a build needs is there." in told


def test_the_doctor_says_what_is_missing_and_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    components = (
        Component("Libraries", "Pango", "", "install them"),
        Component("Libraries", "HarfBuzz", "", "install them"),
        Component("Fonts", "A", "1.0"),
    )
    monkeypatch.setattr(showing, "survey", lambda: components)
    assert main(["doctor"], HOME) == 3
    told = capsys.readouterr().out
    assert "Pango     missing" in told
    assert "Missing: Pango, HarfBuzz\n  install them\n" in told
    assert "Everything" not in told
