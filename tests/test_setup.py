"""Setting up: what `build.py` does before anything is installed, and what a machine may lack."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
import sample_work
from conftest import HOME

from briefwright.cli import doctor
from briefwright.cli.commands import showing
from briefwright.cli.doctor import Component
from briefwright.cli.main import main
from briefwright.problems import MachineError
from briefwright.setup import (
    environments,
    installation,
    packagers,
    preparing,
    requirements,
    running,
    unpacking,
)
from briefwright.setup.installation import Installation, Record
from briefwright.setup.requirements import PANGO, System, find_family
from briefwright.setup.running import SetupError
from briefwright.workers import WorkerPool

PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETUP = tuple(str(path.relative_to(HOME)) for path in (HOME / "briefwright/setup").glob("*.py"))
PINS = dict(
    line.replace("_", "-").split("==")
    for line in (HOME / "constraints.txt").read_text(encoding="utf-8").lower().splitlines()
    if line and not line.startswith("#")
)


class Machine:
    """A machine where installing is only noted: `has` are its packages, `did` what was run.

    `lacks` are the requirements that its system doesn't meet; who works there `may` install them.
    """

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("pyproject.toml", "constraints.txt"):
            (home / name).write_bytes((HOME / name).read_bytes())
        self.installation = Installation(home)
        self.did: list[str] = []
        self.has: set[str] = set()
        self.lacks: set[str] = set()
        self.may = True
        self.broken: set[str] = set()
        self.kind = "apt"
        monkeypatch.setattr(running, "run", self.run)
        monkeypatch.setattr(environments, "is_installed", lambda name: name in self.has)
        monkeypatch.setattr(preparing, "start_again", self.start)
        monkeypatch.setattr(requirements, "find_system", lambda: self.kind)
        monkeypatch.setattr(
            packagers, "find_program", lambda kind: packagers.COMMANDS[kind][0].split()[0]
        )
        monkeypatch.setattr(packagers, "find_rights", lambda kind: () if self.may else None)
        monkeypatch.setattr(
            requirements,
            "REQUIREMENTS",
            tuple(
                replace(need, found=lambda name=need.name: name not in self.lacks)
                for need in requirements.REQUIREMENTS
            ),
        )

    def main(self, *arguments: str) -> int:
        """The words after `build.py` → its exit code."""
        return int(load().main(list(arguments), self.installation.home))

    def run(self, command: list[str], fault: str, *_: object) -> str:
        """Notes a command, and does what it leaves behind."""
        words = set(command)
        if broken := words & self.broken:
            raise SetupError(f"{fault}; the installer says: {', '.join(broken)} is broken")
        if preparing.PROBE in words:
            return ""
        if "apt-get" in words and "update" in words:
            return ""
        if "apt-get" in words:
            packages = [word for word in command if re.match(r"lib|python3|default|https", word)]
            verb = "unpack" if "--download-only" in words else "apt"
            self.did.append(f"{verb} {' '.join(packages)}")
            if verb == "apt":
                self.lacks = set()
        elif "venv" in words:
            self.did.append("venv")
            self.installation.python.parent.mkdir(parents=True)
            self.installation.python.touch()
        else:
            self.did.append("install test" if command[-1].endswith("[test]") else "install")
        return ""

    def start(self, _: Installation, arguments: list[str]) -> int:
        """Notes that the command begins again inside the venv."""
        self.did.append("start " + " ".join(arguments))
        return 0


def load() -> ModuleType:
    """Nothing → `build.py`, loaded."""
    spec = importlib.util.spec_from_file_location("build_command", HOME / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine that has Python and nothing else."""
    return Machine(tmp_path, monkeypatch)


def test_a_fresh_machine_is_set_up_once_and_the_command_goes_on(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert machine.main("build", "x") == 0
    assert machine.did == ["venv", "install", "start build x"]
    told = capsys.readouterr()
    assert "Setting up (once): making .venv" in told.err
    assert told.out == ""

    assert machine.main() == 0
    assert machine.did[3:] == ["start "]


def test_the_tests_bring_their_own_tools_and_a_build_keeps_them(machine: Machine) -> None:
    machine.main()
    machine.main("test", "-q")
    machine.main()
    assert machine.did == ["venv", "install", "start ", "install test", "start test -q", "start "]


def test_new_pins_are_installed_into_the_same_venv(machine: Machine) -> None:
    machine.main("test")
    (machine.installation.home / "constraints.txt").write_text("weasyprint==70.1\n")
    machine.main()
    assert machine.did == ["venv", "install test", "start test", "install test", "start "]


def test_a_half_made_venv_is_made_anew(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environments, "install", cut_short)
        with pytest.raises(KeyboardInterrupt):
            machine.main()
    (machine.installation.venv / "rubbish").touch()
    machine.main()
    assert machine.did == ["venv", "venv", "install", "start "]
    assert not (machine.installation.venv / "rubbish").exists()


def test_a_venv_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.main()
    machine.installation.python.unlink()
    machine.main()
    assert machine.did == ["venv", "install", "start "] * 2


def test_an_environment_that_has_everything_is_left_alone(machine: Machine) -> None:
    machine.has = {"briefwright", *environments.list_needs(HOME, ("test",))}
    assert preparing.is_ready(machine.installation, ("test",))
    assert machine.did == []
    assert not machine.installation.venv.exists()


def test_an_environment_without_the_tools_for_tests_is_told_how_to_get_them(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.has = {"briefwright", *environments.list_needs(HOME, ())}
    assert machine.main("test") == 3
    assert 'pip install -c constraints.txt -e ".[test]"' in capsys.readouterr().err
    assert machine.did == []


def test_without_a_network_one_sentence_says_so(tmp_path: Path) -> None:
    told = running.explain(
        "The packages could not be installed",
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\n"
        "ERROR: ResolutionImpossible",
        tmp_path / "log",
    )
    assert told.startswith("The packages could not be installed: this machine does not reach")
    assert "Resolution" not in told


def test_lists_of_packages_that_did_not_come_mean_no_network(tmp_path: Path) -> None:
    log = tmp_path / "log"
    unlisted = "E: Unable to locate package libpango-1.0-0\n"
    log.write_text("$ apt-get update\nW: Temporary failure resolving 'x'\n" + unlisted)
    assert "does not reach the servers" in running.explain("No", unlisted, log)
    log.write_text("$ apt-get update\n" + unlisted)
    assert "says: E: Unable to locate package libpango-1.0-0. The" in running.explain(
        "No", unlisted, log
    )


def test_what_the_installer_says_is_passed_on(tmp_path: Path) -> None:
    told = running.explain(
        "No", "ERROR: No space left on device\n\n[end of output]\n", tmp_path / "log"
    )
    assert told == "No; the installer says: ERROR: No space left on device."


def test_a_folder_that_cannot_be_written_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert machine.main() == 3
    assert "can't be written to (Permission denied)" in capsys.readouterr().err


def test_an_old_python_is_told_in_a_sentence() -> None:
    source = (HOME / "build.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))  # an old one must be able to read as far as that
    old = f"import sys; sys.version_info = (3, 9, 2); exec({source!r})"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Briefwright needs Python 3.11 or newer")


# ----------------------------------------------------------------- what the system must provide

PANGO_OF_DEBIAN = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
VENV_OF_DEBIAN = f"python3.{sys.version_info.minor}-venv"
LIBRARIES = {"Pango", "PangoFT2", "HarfBuzz-Subset"}


def explain_provenance(machine: Machine) -> str:
    """A machine → what `doctor` says there of the way that the libraries came."""
    return doctor.explain_provenance(machine.installation.record())


def test_who_may_install_gets_what_the_system_lacks(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.lacks = {"python3-venv", *LIBRARIES}
    machine.main()
    assert machine.did == [
        f"apt {VENV_OF_DEBIAN} {PANGO_OF_DEBIAN}",
        "venv",
        "install",
        "start ",
    ]
    wanted = ", ".join([VENV_OF_DEBIAN, *PANGO_OF_DEBIAN.split()])
    assert f"Setting up (once): installing {wanted} with apt-get …\n" in capsys.readouterr().err
    assert explain_provenance(machine) == f"installed with the system's packager: {wanted}"


def test_who_may_not_gets_debians_packages_unpacked(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.lacks, machine.may = set(LIBRARIES), False
    machine.main()
    machine.main()
    assert machine.did == [f"unpack {PANGO_OF_DEBIAN}", "venv", "install", "start ", "start "]
    assert "into .venv, as they can't be installed on the system …" in capsys.readouterr().err
    assert explain_provenance(machine) == (
        "unpacked into .venv, not installed: Pango, PangoFT2, HarfBuzz-Subset"
    )


def test_where_a_packager_fails_the_packages_are_unpacked(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.lacks, machine.broken = set(LIBRARIES), {"install --quiet", "DPkg::Lock::Timeout=120"}
    machine.main()
    assert machine.did[0] == f"unpack {PANGO_OF_DEBIAN}"
    assert "apt-get could not install libpango-1.0-0" in capsys.readouterr().err


def test_what_nobody_here_may_do_is_not_tried_again(machine: Machine) -> None:
    machine.kind, machine.lacks, machine.may = "dnf", set(LIBRARIES), False
    machine.main()
    machine.main()
    assert machine.did == ["venv", "install", "start ", "start "]
    assert (
        explain_provenance(machine)
        == "neither there nor to be had at set-up: Pango, PangoFT2, HarfBuzz-Subset"
    )


def test_what_failed_is_tried_again(machine: Machine) -> None:
    machine.lacks, machine.may, machine.broken = set(LIBRARIES), False, {"--download-only"}
    machine.main()
    assert machine.did == ["venv", "install", "start "]
    machine.broken = set()
    machine.main()
    assert machine.did[3:] == [f"unpack {PANGO_OF_DEBIAN}", "start "]


def test_without_a_way_to_make_a_venv_the_last_sentence_says_why(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.lacks, machine.may, machine.broken = {"python3-venv"}, False, {"--download-only"}
    assert machine.main() == 3
    assert machine.did == []
    assert capsys.readouterr().err.endswith(
        "apt-get could not fetch python3-pip-whl; the installer says: --download-only is broken\n"
    )


def test_a_system_that_lost_a_library_gets_it_again(machine: Machine) -> None:
    machine.main()
    machine.lacks = {"Pango"}
    machine.main()
    assert machine.did[3:] == ["apt libpango-1.0-0", "start "]


def test_the_tests_get_libreoffice_and_java_where_it_may_be(machine: Machine) -> None:
    machine.lacks = {"LibreOffice", "Java", "JAXB"}
    machine.main()
    assert machine.did == ["venv", "install", "start "]
    machine.main("test")
    assert machine.did[3] == "apt libreoffice-writer-nogui default-jdk-headless libjaxb-java"


def test_the_tests_go_on_without_them_where_it_may_not(machine: Machine) -> None:
    machine.lacks, machine.may = {"LibreOffice", "Java", "JAXB"}, False
    machine.main("test")
    assert machine.did == ["venv", "install test", "start test"]
    assert (
        explain_provenance(machine)
        == "neither there nor to be had at set-up: LibreOffice, Java, JAXB"
    )


def test_without_rights_and_apt_one_sentence_says_what_a_venv_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "find_spec", lambda _: None)
    monkeypatch.setattr(environments, "WHEELS", "nowhere")
    with pytest.raises(SetupError, match="install the package python3-venv"):
        environments.make(Installation(tmp_path))


def test_the_set_up_ends_with_its_time_and_disk(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.main()
    last = capsys.readouterr().err.splitlines()[-1]
    assert re.fullmatch(r"Setting up \(once\): done in \d+ s; \.venv takes \d+ MB of disk\.", last)


@pytest.mark.parametrize(
    ("kind", "rights", "expected"),
    [
        ("apt", "", "apt-get install --quiet --yes --no-install-recommends"),
        ("dnf", "sudo -n", "dnf install --quiet --assumeyes"),
        ("zypper", "sudo -n", "zypper --non-interactive install"),
        ("pacman", "", "pacman -S --noconfirm --needed"),
        ("apk", "", "apk add --no-cache"),
        ("brew", "", "brew install --quiet"),
    ],
)
def test_every_packager_installs_without_a_question(
    kind: System, rights: str, expected: str
) -> None:
    needs = [need for need in requirements.REQUIREMENTS if need.name == "Pango"]
    packages = requirements.choose_packages(needs, kind)
    assert len(packages) == 1
    command = " ".join(packagers.plan(kind, rights.split(), packages)[-1])
    plain = "env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8"
    assert command.startswith(f"{rights} {plain} {expected}".strip())
    assert command.endswith(packages[0])


@pytest.mark.parametrize(
    ("user", "sudo", "kind", "expected"),
    [
        (0, "false", "apt", ()),
        (1000, "true", "apt", ("sudo", "-n")),
        (1000, "false", "apt", None),
        (1000, "true", "dnf", None),  # no such program here
        (1000, "false", "brew", ()),
        (0, "false", "brew", None),
        (1000, "true", "other", None),
    ],
)
def test_who_may_install(
    user: int,
    sudo: str,
    kind: System,
    expected: tuple[str, ...] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, result in {"apt-get": "true", "brew": "true", "sudo": sudo}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{result}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(packagers.os, "geteuid", lambda: user)
    assert packagers.find_rights(kind) == expected


def test_unpacked_libraries_are_found_through_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/theirs")
    assert unpacking.find_variables(tmp_path) == {}
    library = tmp_path / "usr/lib/some-linux-gnu/libpango-1.0.so.0"
    library.parent.mkdir(parents=True)
    library.touch()
    assert unpacking.find_variables(tmp_path) == {"LD_LIBRARY_PATH": f"{library.parent}:/theirs"}
    (tmp_path / "fonts.conf").touch()
    found = unpacking.find_variables(tmp_path)
    assert found["FONTCONFIG_FILE"] == str(tmp_path / "fonts.conf")
    assert found["FONTCONFIG_PATH"] == str(tmp_path / "etc/fonts")


def test_a_record_of_another_version_means_to_begin_anew(machine: Machine) -> None:
    machine.main()
    (machine.installation.venv / installation.RECORD).write_text('{"digest": "x", "new": []}')
    assert machine.installation.record() == Record()
    machine.main()
    assert machine.did == ["venv", "install", "start "] * 2


def test_the_set_up_needs_the_standard_library_alone() -> None:
    """Without site-packages, as on a machine where nothing is installed."""
    code = f"import sys; sys.path.insert(0, {str(HOME)!r}); import build; "
    code += "import briefwright.setup.preparing"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("question", [["--version"], ["--help"], ["build", "--help"]], ids=" ".join)
def test_a_question_loads_no_engine_and_sets_nothing_up(question: list[str]) -> None:
    code = (
        f"import runpy, sys, atexit; sys.argv[1:] = {question!r}; "
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
        f"runpy.run_path({str(HOME / 'build.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=HOME
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"Briefwright \d|usage: build.py", done.stdout)
    loaded = set(done.stderr.split())
    assert {"briefwright", "briefwright.cli"} <= loaded
    assert not loaded & {"weasyprint", "lxml", "jinja2", "yaml", "docx", "briefwright.setup"}


# ----------------------------------------------------------------- pins


def test_every_package_is_pinned_by_version_alone() -> None:
    extras = PROJECT["optional-dependencies"]["test"]
    wanted = {re.split(r"[\[<>=]", need)[0].lower() for need in [*PROJECT["dependencies"], *extras]}
    assert len(wanted) > 15
    assert wanted <= set(PINS)
    assert all(re.fullmatch(r"[\d.]+(post\d+)?", version) for version in PINS.values())


def test_what_packages_need_in_turn_is_pinned_too() -> None:
    """As far as it is installed here; a machine of another kind may need a little more."""
    extras = PROJECT["optional-dependencies"]["test"]
    queue = [re.split(r"[\[<>=]", need)[0] for need in [*PROJECT["dependencies"], *extras]]
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


@pytest.mark.parametrize(
    "extra", sorted(PROJECT["optional-dependencies"].keys() - {"test", "benchmark"})
)
def test_what_few_need_comes_with_the_tests_and_not_with_every_installation(extra: str) -> None:
    extras = PROJECT["optional-dependencies"]
    assert extras[extra]
    assert set(extras[extra]) <= set(extras["test"])
    assert not set(extras[extra]) & set(PROJECT["dependencies"])


def test_commands_name_the_python_of_this_installation_as_it_is_typed_in_its_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", str(HOME / ".venv/bin/python"))
    command = environments.write_command('-e ".[heic]"')
    assert command == '.venv/bin/python -m pip install -c constraints.txt -e ".[heic]"'
    monkeypatch.setattr(sys, "executable", "/opt/my tools/python3")
    assert environments.write_command("pyphen").startswith('"/opt/my tools/python3" -m pip ')


def test_settings_name_no_place_to_download_from() -> None:
    for name in ("pyproject.toml", "constraints.txt", ".ci/run", "build.py", *SETUP):
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
        ("arch ", "pacman"),
        ("opensuse-leap suse opensuse", "zypper"),
        ("alpine ", "apk"),
        ("void ", "other"),
    ],
)
def test_a_linux_is_known_by_what_it_is_like(release: str, expected: str) -> None:
    assert find_family(release) == expected


def test_missing_pango_is_one_sentence_for_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text("print('noise'); raise OSError('no libpango')")
    monkeypatch.syspath_prepend(tmp_path)
    assert len(PANGO) == 8
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
