"""`import briefwright`: build and check from Python, in a checkout and from an installed wheel."""

import doctest
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import HOME
from sample_folder import HEAD, folder

import briefwright
from briefwright import ContentError


def test_the_example_of_the_package_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    done = doctest.testmod(briefwright)
    assert done.attempted > 2
    assert done.failed == 0


def test_a_folder_is_built_for_an_audience_in_a_language(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - One sentence.\n")
    built = briefwright.build(path, audience="press", formats=["pdf"])
    assert list(built.outputs) == ["pdf"]
    assert built.outputs["pdf"].startswith(b"%PDF-")
    assert built.account.summary().startswith("nothing lost")
    assert isinstance(built, briefwright.Build)


def test_a_briefing_that_was_read_already_is_built(tmp_path: Path) -> None:
    from briefwright import content

    briefing = content.read(folder(tmp_path, "body: [Words.]\n"))
    assert isinstance(briefing, briefwright.Briefing)
    assert briefwright.build(briefing, formats=["docx"]).outputs["docx"].startswith(b"PK")


def test_faults_are_raised_together_each_at_its_place(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - A {fact}.\n  - A [^note].\n")
    with pytest.raises(ContentError) as raised:
        briefwright.build(path)
    places = [(one.code, one.where and one.where.line) for one in raised.value.problems]
    first = len(HEAD.splitlines()) + 2
    assert places == [("C228", first), ("C230", first + 1)]
    assert {one.code for one in briefwright.check(path)} >= {"C228", "C230"}


def test_a_folder_of_templates_may_hold_one_audience_and_nothing_else(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    (templates / "audiences" / "strict").mkdir(parents=True)
    (templates / "audiences" / "strict" / "audience.yaml").write_text(
        "title: Strict\nextends: full\nmax_pages: 1\n", encoding="utf-8"
    )
    long = "".join(f"  - {'Many words stand here. ' * 60}\n" for _ in range(20))
    path = folder(tmp_path, f"body:\n{long}")
    with pytest.raises(ContentError, match="A530"):
        briefwright.build(path, audience="strict", templates=templates)


def test_a_sound_briefing_has_no_errors() -> None:
    found = briefwright.check(HOME / "content" / "kazakhstan-peace-security")
    assert [problem for problem in found if problem.level == "error"] == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"audience": "pres"}, "There is no audience “pres”; did you mean “press”?"),
        ({"language": "xx"}, "There is no language “xx”; there is: en."),
        ({"formats": ["pdff"]}, "There is no format “pdff”; did you mean “pdf”?"),
    ],
)
def test_what_there_isn_t_is_named(tmp_path: Path, asked: dict[str, str], sentence: str) -> None:
    path = folder(tmp_path, "body: [Words.]\n")
    with pytest.raises(LookupError) as raised:
        briefwright.build(path, **asked)  # type: ignore[arg-type]
    assert str(raised.value) == sentence


def test_importing_the_package_loads_no_library() -> None:
    program = (
        "import sys, briefwright; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOME, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "briefwright" in loaded
    assert loaded & {"weasyprint", "lxml", "jinja2", "yaml", "babel", "docx", "pikepdf"} == set()


def test_a_plain_script_reads_in_a_process_with_limits_and_not_in_its_own(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - A {fact}.\n")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, briefwright\n"
        f"print(*(one.code for one in briefwright.check({str(path)!r}, 'press')))\n"
        "print(*({'yaml', 'weasyprint', 'jinja2'} & sys.modules.keys()))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": str(HOME)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "C228\n\n"


# ----------------------------------------------------------------- an installed wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python elsewhere in which the wheel is installed, and nothing of this folder.

    Other libraries are those of this environment, so that nothing is fetched.
    """
    place = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(place), str(HOME)],
        check=True,
    )  # fmt: skip
    (wheel,) = place.glob("*.whl")
    venv.create(place / "venv", with_pip=False)
    python = place / "venv" / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile",
         "--target", site, str(wheel)],
        check=True,
    )  # fmt: skip
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    assert libraries
    Path(site, "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    return python


def test_an_installed_wheel_builds_where_there_is_only_content(
    installed: Path, tmp_path: Path
) -> None:
    folder(tmp_path / "content", "body: [Words.]\n")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [installed, "-c", "import sys; from briefwright.cli import main; sys.exit(main())",
         "build", "--audience", "press"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    made = sorted(path.suffix for path in (tmp_path / "output").rglob("*-press-en*"))
    assert {".pdf", ".docx"} <= set(made)
    where = subprocess.run(
        [installed, "-c", "import briefwright; print(briefwright.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(HOME) not in where
