"""`publish` puts what was issued and is for everybody into folders and buckets, once, and no more.

The bucket is one of moto's server, over loopback.
"""

import csv
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import TEMPLATES
from moto.server import ThreadedMotoServer
from sample_mailing import NOON, edition
from sample_release import EDITIONS, ISSUED, SECRET, SETTINGS, issue, make_home
from test_shared_cache import use_bucket

from briefwright import disk
from briefwright.channels import publishing
from briefwright.channels.places import open_place
from briefwright.channels.release import make_release, relate
from briefwright.channels.release_pages import make_pages, read_words
from briefwright.cli.main import main
from briefwright.problems import MachineError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ATOM = "{http://www.w3.org/2005/Atom}"
OPEN = ("port-press-en.pdf", "port-press-en.docx", "port-public-en.pdf")
PAGES = ("feed.atom", "index.html", "port/1/index.html")
LINKS = "https://port.example/issued"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_home(tmp_path)


def publish(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["publish", "port", "--by", "Ana", *words], Path())
    said = capsys.readouterr()
    return code, said.out + said.err


def read_all(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def plant(home: Path, where: str) -> None:
    """A home and a place → with an archive in which a withheld word stands in that place."""
    press = EDITIONS[0]
    changed = {
        "title": replace(press, title=f"The port: {SECRET}"),
        "file name": replace(press, files={"pdf": "vostochny-pipeline-ends-there-press-en.pdf"}),
    }[where]
    issue(home, number="2", at=NOON + timedelta(days=1), editions=(changed, *EDITIONS[1:]))


# ----------------------------------------------------------------- shown


def test_a_dry_run_says_what_would_go_where_and_what_stays_and_by_which_clock(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = publish(capsys)
    assert code == 0, said
    for line in (
        "  to website: www",
        "  port/1/port-press-en.pdf",
        "  not delegation in en: `publish` doesn't name this audience",
        "Nothing was published.",
        "To publish it: python3 build.py publish port --really",
    ):
        assert line in said.splitlines(), said
    assert "UTC by this machine's clock." in said
    assert read_all(home / "www") == {}


def test_an_audience_that_may_see_more_than_what_is_open_is_never_published(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "delivery.yaml").write_text(SETTINGS.replace("press, public", "delegation, public"))
    code, said = publish(capsys, "--really")
    assert code == 0, said
    assert sorted(read_all(home / "www")) == sorted(
        (*PAGES, "port/1/SHA256SUMS", "port/1/port-public-en.pdf")
    )
    (home / "delivery.yaml").write_text(SETTINGS.replace("press, public", "delegation"))
    code, said = publish(capsys, "--really")
    assert code == 2
    assert "not delegation in en: it may hold what is internal" in said
    assert "Nothing of it is for everybody." in said


# ----------------------------------------------------------------- put there


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server that speaks S3."""
    moto = ThreadedMotoServer("127.0.0.1", 0)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture(params=["folder", "bucket"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty channel: its folder, or its address."""
    if request.param == "folder":
        (tmp_path / "www").mkdir(exist_ok=True)
        return str(tmp_path / "www")
    import fsspec

    use_bucket(monkeypatch, request.getfixturevalue("server"))
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    if files.exists("port"):
        files.rm("port", recursive=True)
    files.mkdir("port")
    return "s3://port/issued"


def test_a_file_is_added_once_read_again_and_never_written_over(address: str) -> None:
    place = open_place(address)
    for fate in ("added", "there already"):
        assert list(publishing.add(place, {"a/b.pdf": b"%PDF"})) == [("a/b.pdf", fate)]
    with pytest.raises(MachineError, match=r"a/b\.pdf is there already and is another file"):
        list(publishing.add(place, {"a/b.pdf": b"%PDF of something else"}))
    assert place.add("a/b.pdf", b"%PDF of something else") is False  # without having looked
    assert place.read("a/b.pdf") == b"%PDF"


def test_a_page_is_renewed_only_where_it_is_another(address: str) -> None:
    place = open_place(address)
    found = [*publishing.renew(place, {"index.html": b"1"})]
    found += [*publishing.renew(place, {"index.html": b"1"})]
    found += [*publishing.renew(place, {"index.html": b"2"})]
    assert [fate for _, fate in found] == ["added", "there already", "renewed"]
    assert place.read("index.html") == b"2"


def test_what_a_bucket_holds_says_its_media_type(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fsspec

    use_bucket(monkeypatch, server)
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    if not files.exists("types"):
        files.mkdir("types")
    for name in ("index.html", "feed.atom"):
        open_place("s3://types").replace(name, b"x")
    kinds = [files.info(f"types/{name}")["ContentType"] for name in ("index.html", "feed.atom")]
    assert kinds == ["text/html", "application/atom+xml"]


def test_the_files_of_open_editions_are_published_with_digests_and_again_nothing_changes(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(capsys, "--really") == (0, "website: 7 added; read again and compared.\n")
    found = read_all(home / "www")
    assert sorted(found) == sorted(
        (*PAGES, "port/1/SHA256SUMS", *(f"port/1/{name}" for name in OPEN))
    )
    for name in OPEN:
        assert found[f"port/1/{name}"] == (home / "issued/port/1" / name).read_bytes()
    check = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=home / "www/port/1", capture_output=True).returncode == 0
    code, said = publish(capsys, "--really")
    assert (code, said) == (0, "website: 7 there already; read again and compared.\n")
    assert read_all(home / "www") == found


def test_when_what_was_published_where_and_by_whom_is_written_down(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert publish(capsys, "--really")[0] == 0
    with (home / "deliveries/published.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert before <= datetime.fromisoformat(row["at"]) <= datetime.now(UTC)
    said = [row[name] for name in ("by", "briefing", "edition", "channel", "place")]
    assert said == ["Ana", "port", "1", "website", "www"]


def test_a_channel_that_fails_is_named_and_the_others_get_everything(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    channels = SETTINGS.replace("{website: www}", "{archive: nowhere, website: www}")
    (home / "delivery.yaml").write_text(channels)
    code, said = publish(capsys, "--really")
    assert code == 3
    assert "archive: There is no folder nowhere; make it, or connect its disk." in said
    assert "website: 7 added" in said
    assert not (home / "nowhere").exists()


def test_what_was_published_and_changed_there_is_not_written_over(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(capsys, "--really")[0] == 0
    (home / "www/port/1/port-press-en.pdf").write_bytes(b"of somebody else")
    code, said = publish(capsys, "--really")
    assert code == 3
    assert "port/1/port-press-en.pdf is there already and is another file" in said
    assert (home / "www/port/1/port-press-en.pdf").read_bytes() == b"of somebody else"


def test_an_unknown_channel_is_said_with_those_that_there_are(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = publish(capsys, "--to", "websit")
    assert code == 2
    assert "did you mean “website”?" in said


def test_where_a_disk_knows_no_second_names_a_file_is_added_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")  # as FAT answers

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert disk.add_file(tmp_path / "a", b"1")
    assert not disk.add_file(tmp_path / "a", b"2")
    assert read_all(tmp_path) == {"a": b"1"}


# ----------------------------------------------------------------- embargo


def test_nothing_leaves_before_the_embargo_ends_and_no_page_says_that_there_is_something(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(capsys, "--really")[0] == 0
    before = read_all(home / "www")
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d %H:%M} UTC"
    issue(home, number="2", corrects="1", embargo=tomorrow, at=NOON + timedelta(days=1))
    code, said = publish(capsys, "--really")
    assert code == 1
    assert f"It is under embargo until {tomorrow}, and by this machine's clock it is" in said
    assert publish(capsys, "--really", "--edition", "1")[0] == 0
    assert read_all(home / "www") == before


def test_an_edition_under_embargo_is_not_listed_even_where_its_files_are_there(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d %H:%M} UTC"
    held = issue(home, number="2", corrects="1", embargo=tomorrow, at=NOON + timedelta(days=1))
    for name in held.files:
        if "/" not in name:
            source = home / "issued/port/2" / name
            disk.replace_file(home / "www/port/2" / name, source.read_bytes())
    sums = (home / "issued/port/2/SHA256SUMS").read_bytes()
    disk.replace_file(home / "www/port/2/SHA256SUMS", sums)
    assert publish(capsys, "--really", "--edition", "1")[0] == 0
    pages = {name: (home / "www" / name).read_text() for name in PAGES}
    assert [name for name, text in pages.items() if "port/2" in text or "Edition 2" in text] == []


# ----------------------------------------------------------------- nothing withheld


@pytest.mark.parametrize("where", ["title", "file name"])
def test_a_withheld_word_in_a_title_or_a_file_name_stops_everything(
    home: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    plant(home, where)
    without_pages = SETTINGS.replace(f"links: {LINKS}\n", "")  # on them it would be found, too
    (home / "delivery.yaml").write_text(without_pages)
    code, said = publish(capsys, "--really")
    assert code == 1
    assert "S901" in said
    assert "Nothing was published." in said
    assert "ostochny" not in said
    assert read_all(home / "www") == {}


def test_a_withheld_word_in_a_template_of_the_pages_stops_everything(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = (TEMPLATES / "release/page.html").read_text(encoding="utf-8")
    planted = template.replace("</main>", f"<p>{SECRET[:5]}<b>{SECRET[5:]}</b></p></main>")
    disk.replace_file(home / "templates/release/page.html", planted.encode())
    code, said = publish(capsys, "--really")
    assert code == 1
    assert "S901" in said
    assert read_all(home / "www") == {}


def test_a_withheld_word_in_the_sender_s_name_would_stand_in_the_feed_and_stops_everything(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "delivery.yaml").write_text(SETTINGS.replace("Port press office", f"{SECRET} office"))
    code, said = publish(capsys, "--really")
    assert code == 1
    assert "feed.atom" in said
    assert read_all(home / "www") == {}


def test_the_manifest_which_names_every_audience_is_not_published(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(capsys, "--really")[0] == 0
    found = read_all(home / "www")
    assert len(found) == 7
    for word in (b"delegation", b"minister", b"manifest.json"):
        assert [path for path, data in found.items() if word in data] == []


# ----------------------------------------------------------------- pages and feed

TWO = (
    replace(ISSUED, files=dict.fromkeys(OPEN, "0" * 64)),
    replace(ISSUED, number="2", corrects="1", at=NOON + timedelta(days=2),
            files=dict.fromkeys(OPEN, "1" * 64)),
)  # fmt: skip
RUSSIAN = replace(
    ISSUED, briefing="harbour", title="Гавань", language="ru", at=NOON + timedelta(days=1),
    editions=(replace(edition("press", "ru"), title="Гавань"),),
    files=dict.fromkeys(("port-press-ru.pdf", "port-press-ru.docx"), "2" * 64),
)  # fmt: skip


def write_pages() -> dict[str, bytes]:
    releases = relate(make_release(one, ("press", "public")) for one in (*TWO, RUSSIAN))
    words = read_words(TEMPLATES)
    return make_pages(releases, "Port press office", LINKS, words, lambda release, name: 1234)


def read_entries(feed: bytes) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(feed)
    return {str(one.findtext(f"{ATOM}id")): one for one in root.iter(f"{ATOM}entry")}


def test_the_feed_has_an_entry_for_each_edition_with_a_name_for_ever_and_its_files() -> None:
    feed = write_pages()["feed.atom"]
    entries = read_entries(feed)
    assert list(entries) == [
        "tag:port.example,2026-10-11:port/2/press/en",
        "tag:port.example,2026-10-11:port/2/public/en",
        "tag:port.example,2026-10-10:harbour/1/press/ru",
        "tag:port.example,2026-10-09:port/1/press/en",
        "tag:port.example,2026-10-09:port/1/public/en",
    ]
    entry = entries["tag:port.example,2026-10-11:port/2/public/en"]
    links = [link.attrib for link in entry.iter(f"{ATOM}link")]
    assert links[1:] == [{
        "rel": "enclosure", "type": "application/pdf", "length": "1234",
        "href": f"{LINKS}/port/2/port-public-en.pdf",
    }]  # fmt: skip
    for name in ("id", "title", "updated", "author"):  # RFC 4287, 4.1.1
        assert ElementTree.fromstring(feed).find(ATOM + name) is not None
    for one in entries.values():  # RFC 4287, 4.1.2
        assert all(one.findtext(ATOM + name) for name in ("id", "title", "updated"))


def test_an_edition_is_updated_only_when_another_takes_its_place_which_it_names() -> None:
    entries = read_entries(write_pages()["feed.atom"])
    assert write_pages() == write_pages()
    superseded = entries["tag:port.example,2026-10-09:port/1/press/en"]
    assert superseded.findtext(f"{ATOM}updated") == "2026-10-11T12:00:00Z"
    assert superseded.findtext(f"{ATOM}published") == "2026-10-09T12:00:00Z"
    assert str(superseded.findtext(f"{ATOM}summary")).startswith("Superseded → Edition 2")
    rels = {link.get("rel"): link.get("href") for link in superseded.iter(f"{ATOM}link")}
    assert rels["successor-version"] == f"{LINKS}/port/2/"


def test_an_edition_is_as_old_as_the_end_of_its_embargo() -> None:
    held = replace(TWO[0], embargo="2026-10-12 09:00 UTC")
    (release,) = relate([make_release(held, ("press",))])
    assert release.published == datetime(2026, 10, 12, 9, tzinfo=UTC)


def test_a_page_says_its_words_in_the_language_of_the_edition() -> None:
    page = write_pages()["harbour/1/index.html"].decode()
    for words in ('<html lang="ru"', "Издание 1", "Русский"):
        assert words in page


@pytest.mark.parametrize(("width", "scheme"), [(1000, "light"), (390, "light"), (1000, "dark")])
def test_the_pages_are_accessible_fit_the_screen_and_load_nothing(
    tmp_path: Path, browser: "Browser", width: int, scheme: str
) -> None:
    disk.write({tmp_path / path: data for path, data in write_pages().items()})
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index.html", "port/1/index.html"):
        page.goto((tmp_path / name).as_uri())
        page.locator("summary").first.click()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert page.get_by_role("heading", level=1).count() == 1
    page.get_by_role("link", name="Edition 2").click()
    assert page.url == (tmp_path / "port/2/index.html").as_uri()
    assert len(asked) == 3, asked
    page.close()
