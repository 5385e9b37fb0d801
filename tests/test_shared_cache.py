"""A cache that machines share, in a folder or a bucket: what one built, another does not build.

The bucket is one of moto's server, over loopback.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TEMPLATES
from moto.server import ThreadedMotoServer
from test_cache import BRIEFING, list_states

from briefwright.cache import editions
from briefwright.cache.editions import Record
from briefwright.cache.shared import SharedCache, open_shared
from briefwright.cli.main import main

BUCKET = "s3://briefings/cache"
EDITION = "a" * 64
OTHER = "b" * 64
BUILT = Record({"pdf": b"%PDF"}, {"html": b"<html>"}, "nothing lost", 1, (), (), (), "c" * 64)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server that speaks S3."""
    moto = ThreadedMotoServer("127.0.0.1", 0)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty cache to share: its folder, or its address."""
    if request.param == "folder":
        (tmp_path / "shared").mkdir()
        return str(tmp_path / "shared")
    import fsspec

    use_bucket(monkeypatch, request.getfixturevalue("server"))
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    if files.exists("briefings"):
        files.rm("briefings", recursive=True)
    files.mkdir("briefings")
    return BUCKET


def use_bucket(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    import fsspec

    fsspec.filesystem("s3", skip_instance_cache=True).clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")


def list_entries(place: str) -> dict[str, bytes]:
    """A shared cache → what stands in it, by its whole name."""
    import fsspec

    files, root = fsspec.url_to_fs(place)
    return {str(name): files.cat_file(name) for name in files.find(root)}


def overwrite(place: str, name: str, data: bytes) -> None:
    import fsspec

    fsspec.url_to_fs(place)[0].pipe_file(name, data)


def make_home(folder: Path) -> Path:
    """An empty folder → one small briefing in it, for the audience full."""

    def leave_out(parent: str, names: list[str]) -> set[str]:
        return set(names) - {"full", "press"} if Path(parent).name == "audiences" else set()

    shutil.copytree(TEMPLATES, folder / "templates", ignore=leave_out)
    (folder / "content/sample").mkdir(parents=True)
    (folder / "content/sample/briefing.yaml").write_text(BRIEFING, encoding="utf-8")
    return folder


def build(folder: Path, place: str) -> int:
    return main(["build", "--audience", "full", "--cache", place], folder)


def test_what_one_machine_built_another_does_not_build(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes = [make_home(tmp_path / name) for name in ("one", "two")]
    states = []
    for home in homes:
        assert build(home, place) == 0
        states.append(list_states(capsys.readouterr().out))
    assert states == [{"full-en": "built"}, {"full-en": "unchanged"}]
    one, two = (home / "output/sample/en/sample-full-en.pdf" for home in homes)
    assert one.read_bytes() == two.read_bytes()


def test_an_edition_comes_back_as_it_was_kept(place: str) -> None:
    editions.remember(open_shared(place), EDITION, BUILT)
    assert len(list_entries(place)) == 3
    assert editions.recall(open_shared(place), EDITION) == BUILT
    assert editions.recall(open_shared(place), OTHER) is None


def test_no_entry_that_is_damaged_is_taken_and_it_is_written_anew(place: str) -> None:
    editions.remember(open_shared(place), EDITION, BUILT)
    entries = list_entries(place)
    assert len(entries) == 3
    for name, whole in entries.items():
        for damaged in (b"", whole[:-1], whole[:-1] + b"?"):
            overwrite(place, name, damaged)
            assert editions.recall(open_shared(place), EDITION) is None
        editions.remember(open_shared(place), EDITION, BUILT)
        assert editions.recall(open_shared(place), EDITION) == BUILT


def test_no_entry_that_is_another_s_is_taken(place: str) -> None:
    editions.remember(open_shared(place), EDITION, BUILT)
    entries = list_entries(place)
    pdf, html, record = (
        next(name for name, whole in entries.items() if part in whole)
        for part in (b"%PDF", b"<html>", b"nothing lost")
    )
    overwrite(place, record.replace(EDITION, OTHER), entries[record])
    assert editions.recall(open_shared(place), OTHER) is None
    overwrite(place, pdf, entries[html])
    assert editions.recall(open_shared(place), EDITION) is None


@pytest.mark.parametrize("known", [b"[]", b"1", b"{}", b"no JSON", b'{"key": "KEY", "outputs": 3}'])
def test_no_entry_of_another_form_is_taken(place: str, known: bytes) -> None:
    shared = open_shared(place)
    shared.write(f"editions/{EDITION}", known.replace(b"KEY", EDITION.encode()))
    assert editions.recall(shared, EDITION) is None
    assert shared.fault == ""


def test_no_entry_names_a_file_elsewhere(place: str) -> None:
    shared = open_shared(place)
    editions.remember(shared, EDITION, Record({"../../pdf": b"%PDF"}, {}, "", 1, (), (), (), ""))
    assert editions.recall(shared, EDITION) is None


def say_unreachable(shared: SharedCache) -> str:
    """A cache that can't be reached → the sentence about it; it is tried and passed over."""
    editions.remember(shared, EDITION, BUILT)
    assert editions.recall(shared, EDITION) is None
    return shared.fault


def test_a_folder_that_is_not_there_is_named_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, missing = make_home(tmp_path / "home"), tmp_path / "missing"
    assert build(home, str(missing)) == 0
    said = capsys.readouterr().out
    assert list_states(said) == {"full-en": "built"}
    assert f"The shared cache {missing} can't be used (FileNotFoundError); editions" in said
    assert not missing.exists()


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    use_bucket(monkeypatch, "http://127.0.0.1:9")
    assert say_unreachable(open_shared(BUCKET)).startswith(
        f"The shared cache {BUCKET} can't be used"
    )


def test_a_bucket_that_is_not_there_is_named(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_bucket(monkeypatch, server)
    assert "can't be used" in say_unreachable(open_shared("s3://nobody-made-it/cache"))


def test_without_the_package_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    assert build(make_home(tmp_path / "home"), BUCKET) == 3
    assert 'install -c constraints.txt -e ".[bucket]"' in capsys.readouterr().err
