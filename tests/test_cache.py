"""The cache: what makes an edition stale, and that nothing wrong ever comes out of it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOME, REAL, TEMPLATES
from sample_folder import HEAD
from sample_pictures import encode, upright

from briefwright import audience, content, edition
from briefwright.cache import editions, inputs
from briefwright.cache.store import Store
from briefwright.cli.main import main

EVERY = {"academic-en", "delegation-en", "minister-en", "press-en", "press-ru"}
FORMATS = ("pdf", "docx")
MORE = """\
section: What the library keeps
id: kept
for: [delegation]
body:
  - table: Loans of one year
    data: loans.csv
  - image: square.png
    caption: A square
    alt: A square that is blue.
"""
SKIN = "audiences/press/blocks/quote.html"


# ----------------------------------------------------------------- what makes an edition stale


def find_keys(home: Path, formats: tuple[str, ...] = FORMATS) -> dict[str, str]:
    """A folder with content and templates → the key of each edition, by audience and language."""
    briefing = content.read(home / "content" / REAL.name)
    names = sorted({name.rpartition("-")[0] for name in EVERY})
    readers = [audience.read(home / "templates", name) for name in names]
    return {
        f"{reader.name}-{language}": editions.find_key(
            editions.list_parts(edition.select(briefing, reader, language), reader, formats)
        )
        for reader in readers
        for language in audience.languages(briefing, reader)
        if f"{reader.name}-{language}" in EVERY
    }


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first real briefing with a data file and a picture for one audience, and all looks."""
    home = tmp_path_factory.mktemp("sources")
    shutil.copytree(TEMPLATES, home / "templates")
    folder = Path(shutil.copytree(REAL, home / "content" / REAL.name))
    (folder / "sections/10-kept.yaml").write_text(MORE, encoding="utf-8")
    (folder / "loans.csv").write_text("Place,Loans\nCentral,82\nLocal,42\n", encoding="utf-8")
    (folder / "square.png").write_bytes(encode(upright(), "PNG"))
    (folder / "unused.png").write_bytes(encode(upright(), "PNG"))
    return home


@pytest.fixture(scope="session")
def known(sources: Path) -> dict[str, str]:
    """The keys of its editions."""
    return find_keys(sources)


Change = Callable[[Path], object]


def put(name: str, text: str) -> Change:
    """A file below content or templates and a text → a change that adds the text at its end."""

    def change(home: Path) -> None:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(before + text, encoding="utf-8")

    return change


def swap(name: str, old: str, new: str) -> Change:
    """A file of the briefing or of the looks, words in it, others → a change that puts these."""

    def change(home: Path) -> None:
        folder = home / "content" / REAL.name
        path = home / name if name.startswith("templates/") else folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def turn_picture(home: Path) -> None:
    turned = upright().rotate(180)
    (home / "content" / REAL.name / "square.png").write_bytes(encode(turned, "PNG"))


def drop_picture(home: Path) -> None:
    (home / "content" / REAL.name / "unused.png").unlink()


def copy_quote(home: Path) -> None:
    base = (home / "templates/base/blocks/quote.html").read_text(encoding="utf-8")
    put(f"templates/{SKIN}", f"{base}\n")(home)


def add_audience(home: Path) -> None:
    put("templates/audiences/library/audience.yaml", "title: Library\nextends: full\n")(home)


STALE: dict[str, tuple[Change, set[str]]] = {
    "a word that two audiences get": (
        swap("sections/09-for-some-readers.yaml", "neutral ground.", "neutral soil."),
        {"delegation-en", "minister-en"},
    ),
    "a word that one audience gets": (
        swap("sections/09-for-some-readers.yaml", "not safe to say", "not right to say"),
        {"delegation-en"},
    ),
    "a fact": (
        swap("facts.yaml", "peace_talks_sides:\n  value: 2", "peace_talks_sides:\n  value: 3"),
        {"academic-en", "delegation-en"},
    ),
    "a data file": (
        lambda home: put(f"content/{REAL.name}/loans.csv", "Branch,12\n")(home), {"delegation-en"}
    ),
    "a picture": (turn_picture, {"delegation-en"}),
    "a picture that nobody prints": (drop_picture, set()),
    "a translation": (
        swap("briefing.ru.yaml", "text: Ядерное нераспространение", "text: О нераспространении"),
        {"press-ru"},
    ),
    "a template of one audience": (copy_quote, {"press-en", "press-ru"}),
    "a template of all": (put("templates/base/section.html", "\n"), EVERY),
    "a stylesheet of one audience": (
        put("templates/audiences/minister/theme.css", "h1 { color: #123 }"), {"minister-en"}
    ),
    "a stylesheet of one language": (
        put("templates/base/theme.ru.css", "h1 { color: #123 }"), {"press-ru"}
    ),
    "a stylesheet of all": (put("templates/house/theme.css", "h1 { color: #123 }"), EVERY),
    "a font": (
        put("templates/house/theme.css", "@font-face { font-family: X; src: url(x.ttf) }"), EVERY
    ),
    "a file beside the stylesheets": (put("templates/house/logo.svg", "<svg/>"), EVERY),
    "words of one language": (
        swap("templates/base/labels/ru.yaml", 'semicolon: "; "', 'semicolon: " ; "'), {"press-ru"}
    ),
    "a setting of one audience": (
        swap("templates/audiences/minister/audience.yaml", "12pt", "13pt"), {"minister-en"}
    ),
    "a comment": (put(f"content/{REAL.name}/facts.yaml", "\n# checked again\n"), set()),
    "an explanation for the editor": (swap("accepted.yaml", "keeps to", "follows"), set()),
    "another audience": (add_audience, set()),
    "a note for designers": (put("templates/house/README.md", "Nothing new.\n"), set()),
}  # fmt: skip


@pytest.mark.parametrize("kind", STALE)
def test_a_change_makes_those_editions_stale_that_show_it(
    kind: str, sources: Path, known: dict[str, str], tmp_path: Path
) -> None:
    assert set(known) == EVERY
    home = Path(shutil.copytree(sources, tmp_path / "home"))
    change, stale = STALE[kind]
    change(home)
    found = find_keys(home)
    assert {name for name in EVERY if found[name] != known[name]} == stale


def test_every_library_every_setting_and_the_engine_make_all_stale(
    sources: Path, known: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def are_stale(formats: tuple[str, ...] = FORMATS) -> bool:
        return all(key != known[name] for name, key in find_keys(sources, formats).items())

    assert not are_stale()
    assert are_stale(("pdf",))
    with monkeypatch.context() as changed:
        (tmp_path / "weasyprint-999.dist-info").mkdir()
        changed.syspath_prepend(tmp_path)
        assert are_stale()
    with monkeypatch.context() as changed:
        changed.setenv("LC_ALL", "tlh")
        assert are_stale()
    with monkeypatch.context() as changed:
        changed.setattr(editions, "describe_engine", lambda: "another")
        assert are_stale()


def test_the_engine_is_known_by_each_of_its_files(tmp_path: Path) -> None:
    engine = Path(shutil.copytree(inputs.ENGINE, tmp_path / "engine"))
    before = inputs.describe_engine(engine)
    assert before == inputs.describe_engine()
    inputs.describe_engine.cache_clear()
    (engine / "word/data.txt").write_text("new", encoding="utf-8")
    assert inputs.describe_engine(engine) != before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what is loaded")
def test_the_libraries_of_the_system_that_set_lines_count() -> None:
    import weasyprint.text.ffi  # noqa: F401

    found = {Path(path).name.partition(".")[0] for path in inputs.list_system_libraries()}
    assert {"libpango-1", "libharfbuzz", "libfontconfig"} <= found


def test_a_draft_is_stale_as_soon_as_anything_in_its_briefing_is(sources: Path) -> None:
    briefing = content.read(sources / "content" / REAL.name)
    reader = audience.read(sources / "templates", "minister")
    keys = {
        editions.find_key(editions.list_draft_parts(one, reader, "en", FORMATS, ()))
        for one in (briefing, replace(briefing, sources={}), replace(briefing, places={}))
    }
    assert len(keys) == 3


def test_large_print_is_another_edition(sources: Path) -> None:
    briefing = content.read(sources / "content" / REAL.name)
    reader = audience.read(sources / "templates", "minister")
    keys = {
        editions.find_key(editions.list_parts(edition.select(briefing, one, "en"), one, FORMATS))
        for one in (reader, audience.enlarge(reader))
    }
    assert len(keys) == 2


# ----------------------------------------------------------------- the store


def test_what_is_kept_is_read_back_and_what_is_damaged_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    digest = store.keep(b"some bytes")
    assert store.find(digest) == b"some bytes"
    (path,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    for damaged in (b"", path.read_bytes()[:-1], path.read_bytes().replace(b"some", b"same")):
        path.write_bytes(damaged)
        assert store.find(digest) is None
    store.keep(b"some bytes")
    assert store.find(digest) == b"some bytes"


def test_what_was_not_used_for_longest_is_dropped_first(tmp_path: Path) -> None:
    store = Store(tmp_path, most=3 * 164)  # each has 64 bytes of digest
    for age, name in enumerate(("used", "new", "newer", "newest")):
        store.write(name, name.encode() * 25 if len(name) == 4 else bytes(100))
        os.utime(tmp_path / name, (age, age))
    assert store.read("used")
    store.shrink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["newer", "newest", "used"]


def test_a_full_disk_keeps_nothing_and_leaves_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    store = Store(tmp_path)
    store.write("name", b"some bytes")
    assert store.read("name") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_its_owner_may_look_into_a_cache(tmp_path: Path) -> None:
    Store(tmp_path / "cache").write("name", b"")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


# ----------------------------------------------------------------- builds


BRIEFING = (
    HEAD
    + """\
as_of: 2024-09-21
status: final
facts:
  loans: {value: 1200, unit: books, label: books lent, source: report}
  kept: {value: 4311, unit: books, label: books kept, source: report, for: [press]}
sources:
  report: {title: Annual report of the library, date: 2024}
body:
  - The library lent {loans} in a year.
  - text: In the same year it had to give 7733 of its rooms away.
  - text: It kept {kept} for itself.
    for: [press]
"""
)


def _list_others(folder: str, names: list[str]) -> set[str]:
    return set(names) - {"full", "press"} if Path(folder).name == "audiences" else set()


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small briefing for two audiences, built once."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(TEMPLATES, home / "templates", ignore=_list_others)
    (home / "content/sample").mkdir(parents=True)
    (home / "content/sample/briefing.yaml").write_text(BRIEFING, encoding="utf-8")
    assert main([], home) == 0
    return home


@pytest.fixture
def home(first: Path, tmp_path: Path) -> Path:
    """The same, to do with as a test likes."""
    return Path(shutil.copytree(first, tmp_path / "home"))


def rewrite(home: Path, old: str, new: str) -> None:
    path = home / "content/sample/briefing.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def list_states(out: str) -> dict[str, str]:
    """What a build printed → by name of each PDF, whether it was built."""
    lines = [line.split() for line in out.splitlines() if ".pdf " in line]
    return {Path(line[0]).stem.removeprefix("sample-"): line[-1] for line in lines}


def test_a_word_builds_only_the_editions_that_print_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(home, "It kept {kept} for itself", "It kept {kept} in its cellar")
    assert main(["build", "--why"], home) == 0
    said = capsys.readouterr().out
    assert list_states(said) == {"full-en": "unchanged", "press-en": "built"}
    assert "sample-press-en: changed since it was last built: " in said
    assert "briefing.yaml:18:11)" in said
    assert "sample-full-en: " not in said


def test_without_the_cache_everything_is_built(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--no-cache"], home) == 0
    assert set(list_states(capsys.readouterr().out).values()) == {"built"}


def test_withheld_content_that_changed_is_looked_for_in_the_files_that_did_not(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], home) == 0
    assert "S907" not in capsys.readouterr().err
    rewrite(home, "value: 4311", "value: 7733")
    for _ in range(2):  # the second time it is printed as it was
        assert main([], home) == 0
        said = capsys.readouterr()
        assert list_states(said.out)["full-en"] == "unchanged"
        assert re.search(r"briefing\.yaml:17:\d+: S907 warning", said.err)


def test_files_that_were_deleted_or_changed_come_back(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], home) == 0
    folder = home / "output/sample"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(before) == 10
    (folder / "en/sample-full-en.pdf").unlink()
    (folder / "en/sample-press-en.docx").write_bytes(b"not what was built")
    shutil.rmtree(folder / ".account")
    assert main([], home) == 0
    assert set(list_states(capsys.readouterr().out).values()) == {"unchanged"}
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_damaged_cache_is_none(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [path for path in (home / "output/.cache").rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        path.write_bytes(path.read_bytes()[:100])
    assert main([], home) == 0
    said = capsys.readouterr()
    assert set(list_states(said.out).values()) == {"built"}
    assert "cache" not in said.err


def test_a_cache_that_cannot_be_written_keeps_nobody_from_building(home: Path) -> None:
    shutil.rmtree(home / "output/.cache")
    (home / "output/.cache").write_text("in the way", encoding="utf-8")
    assert main([], home) == 0


COMMAND = [sys.executable, str(HOME / "build.py"), "build"]


def name_folders(home: Path) -> list[str]:
    return [word for name in ("content", "templates", "output") for word in (f"--{name}", name)]


def test_nothing_to_do_is_said_without_the_engine(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from briefwright.cli.main import main;"
        "assert main([], Path(sys.argv[1])) == 0;"
        "print(*{'yaml', 'jinja2', 'lxml', 'weasyprint', 'babel'} & set(sys.modules), sep='!')"
    )
    command = [sys.executable, "-c", program, str(home)]
    outputs = [
        subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert "yaml" in outputs[0].splitlines()[-1]  # another folder: each edition was looked for
    assert outputs[1].splitlines()[-1] == ""
    assert list_states(outputs[0]) == list_states(outputs[1])
    assert set(list_states(outputs[1]).values()) == {"unchanged"}


def test_two_builds_at_once_do_not_disturb_each_other(home: Path) -> None:
    rewrite(home, "in a year", "in one year")
    command = [*COMMAND, *name_folders(home), "--json"]
    builds = [subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [build.wait() for build in builds] == [0, 0]
    said = subprocess.run(command[:-1], cwd=home, check=True, capture_output=True, text=True).stdout
    assert list_states(said) == {"full-en": "unchanged", "press-en": "unchanged"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_build_that_is_killed_leaves_nothing_wrong_behind(home: Path) -> None:
    rewrite(home, "in a year", "in one year")
    command = [*COMMAND, *name_folders(home)]
    for seconds in (0.5, 1.5, 2.5):
        with subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL) as build:
            time.sleep(seconds)
            build.send_signal(signal.SIGKILL)
    fresh = [*command[:-1], "fresh"]
    for one in (command, fresh):
        subprocess.run(one, cwd=home, check=True, capture_output=True)
    for name in ("en/sample-full-en.pdf", "en/sample-press-en.docx"):
        assert (home / "output/sample" / name).read_bytes() == (
            home / "fresh/sample" / name
        ).read_bytes()
