"""What tests share: every edition is built once, and what a machine lacks is said loudly.

The engine is imported by the fixtures that need it, so that a cheap test starts at once.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import sample_validation
from filelock import FileLock

from briefwright.setup.requirements import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from briefwright.model.dictionary import Briefing
    from briefwright.pipeline import Build

HOME = Path(__file__).resolve().parent.parent
REAL = HOME / "content" / "kazakhstan-peace-security"
TEMPLATES = HOME / "templates"
SPECIMEN = HOME / "tests" / "specimen"
FILES = ("pdf", "docx", "html")  # the formats that can show every edition
AUDIENCES = ("full", "everything", "footnotes")
SHIPPED = tuple(sorted(path.parent.name for path in TEMPLATES.glob("audiences/*/audience.yaml")))

# A run starts hundreds of processes: each would compile all of Briefwright, were nothing kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_MOST_MEMORY = 6_000_000_000  # bytes; the whole run takes less than a sixth of it


@pytest.fixture(scope="session", autouse=True)
def limited_memory() -> None:
    """What grows without end in the tests' own process fails its test, not the machine."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, hard))


Builds = dict[str, "Build"]
BuildOnce = Callable[[str, Callable[[], Builds]], Builds]


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """A name, what builds editions → the editions, which one process of a run builds for all."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # where the folders of all processes of this run lie

    def build(name: str, make: Callable[[], Builds]) -> Builds:
        file = folder / f"{name}.pickle"
        with FileLock(file.with_suffix(".lock")):
            if not file.exists():
                file.write_bytes(pickle.dumps(make()))
        return cast("Builds", pickle.loads(file.read_bytes()))

    return build


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """The first real briefing, read once."""
    from briefwright import content

    return content.read(REAL)


@pytest.fixture(scope="session")
def built(briefing: Briefing, build_once: BuildOnce) -> Build:
    """The first real briefing for everybody, in English, in every format, built once."""
    from briefwright import audience, pipeline

    def make() -> Builds:
        full = audience.read(TEMPLATES, "full")
        return {"full": pipeline.build(briefing, full, "en", FILES)}

    return build_once("built", make)["full"]


@pytest.fixture(scope="session")
def editions(briefing: Briefing, built: Build, build_once: BuildOnce) -> Builds:
    """The first real briefing for each audience that is shipped, built once."""
    from briefwright import audience, pipeline

    def make() -> Builds:
        others = [name for name in audience.names(TEMPLATES) if name != "full"]
        return {
            name: pipeline.build(briefing, audience.read(TEMPLATES, name), "en") for name in others
        }

    return {"full": built} | build_once("editions", make)


@pytest.fixture(scope="session")
def every_edition(briefing: Briefing, editions: Builds, build_once: BuildOnce) -> Builds:
    """The first real briefing for each shipped audience, usual and in large print, built once."""
    from briefwright import audience, pipeline

    def make() -> Builds:
        large = [audience.enlarge(audience.read(TEMPLATES, name)) for name in SHIPPED]
        return {reader.name: pipeline.build(briefing, reader, "en") for reader in large}

    return editions | build_once("large-print", make)


@pytest.fixture(scope="session")
def specimen_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped templates and the specimen's own audiences, in one folder."""
    folder = tmp_path_factory.mktemp("specimen") / "templates"
    shutil.copytree(TEMPLATES, folder)
    shutil.copytree(SPECIMEN / "templates", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def specimens(specimen_templates: Path, build_once: BuildOnce) -> Builds:
    """The specimen, which uses every block, for each audience, built once."""
    from briefwright import audience, content, pipeline

    def make() -> Builds:
        briefing = content.read(SPECIMEN / "content" / "specimen")
        return {
            name: pipeline.build(briefing, audience.read(specimen_templates, name), "en", FILES)
            for name in AUDIENCES
        }

    return build_once("specimens", make)


@pytest.fixture(scope="session")
def unattached(specimen_templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The specimen for an audience that gets no attachments, built once."""
    from briefwright import audience, content, pipeline

    folder = tmp_path_factory.mktemp("unattached") / "templates"
    shutil.copytree(specimen_templates, folder)
    own = folder / "audiences" / "gateway"
    own.mkdir()
    (own / "audience.yaml").write_text("extends: everything\nattachments: no\n")
    briefing = content.read(SPECIMEN / "content" / "specimen")
    return pipeline.build(briefing, audience.read(folder, "gateway"), "en")


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The class path of veraPDF; where it can't run the test is left out, and fails in CI."""
    if lacking := sample_validation.missing():
        sentence = f"VERAPDF CAN'T RUN, since this is missing: {lacking}"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{sentence}, and CI must have it")
        pytest.skip(f"{sentence}: nobody has validated the PDF files")
    return sample_validation.compiled(tmp_path_factory.mktemp("verapdf"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing the test is left out, loudly, and fails in CI."""
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("CHROMIUM IS MISSING, and CI must have it: apt install chromium")
    if program is None:
        pytest.skip("CHROMIUM IS MISSING: nobody has looked at the web page")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program; where it is missing the test is left out, loudly, and fails in CI."""
    program = shutil.which("soffice")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail(
            "LIBREOFFICE IS MISSING, and CI must have it: apt install libreoffice-writer-nogui"
        )
    if program is None:
        pytest.skip("LIBREOFFICE IS MISSING: nobody has opened the Word file")
    return program
