"""What tests share: every edition is built once, and what a machine lacks is said loudly."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sample_builds
import sample_validation
from sample_builds import FILES, HOME, REAL, TEMPLATES, Builds

from briefwright.setup.requirements import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from briefwright.model.dictionary import Briefing
    from briefwright.pipeline import Build

__all__ = ("AUDIENCES", "FILES", "HOME", "REAL", "SHIPPED", "SPECIMEN", "TEMPLATES")
SPECIMEN = HOME / "tests" / "specimen"
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


def pytest_configure(config: pytest.Config) -> None:
    """What is built for many tests is there for all processes of a run, and gone after it."""
    config.add_cleanup(sample_builds.open_folder())


# Begun first, so that none of them is left for the end, when other processors have nothing to do.
LONGEST = (
    *("test_web_seen", "test_fresh_machine", "test_word_editions", "test_audiences_shipped"),
    *("test_executors", "test_service_editing", "test_cache", "test_validators", "test_watch"),
    *("test_delivery_kills", "test_delivery_machine", "test_delivery_postfix", "test_mutations"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests in the order of their names, but the longest files before all others."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """The first real briefing, read once."""
    return sample_builds.read_real()


@pytest.fixture(scope="session")
def built() -> Build:
    """The first real briefing for everybody, in English, in every format."""
    return sample_builds.build_real("full")


@pytest.fixture(scope="session")
def editions() -> Builds:
    """The first real briefing for each audience that is shipped."""
    return Builds(SHIPPED, sample_builds.build_real)


@pytest.fixture(scope="session")
def every_edition() -> Builds:
    """The first real briefing for each shipped audience, usual and in large print."""
    from briefwright.audience import LARGE_PRINT

    large = [f"{name}{LARGE_PRINT}" for name in SHIPPED]
    return Builds([*SHIPPED, *large], sample_builds.build_real)


@pytest.fixture(scope="session")
def specimen_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped templates and the specimen's own audiences, in one folder."""
    folder = tmp_path_factory.mktemp("specimen") / "templates"
    shutil.copytree(TEMPLATES, folder)
    shutil.copytree(SPECIMEN / "templates", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def specimens(specimen_templates: Path) -> Builds:
    """The specimen, which uses every block, for each of its audiences, in every format."""
    from briefwright import audience, content, pipeline

    def build(name: str) -> Build:
        briefing = content.read(SPECIMEN / "content" / "specimen")
        return pipeline.build(briefing, audience.read(specimen_templates, name), "en", FILES)

    return Builds(
        AUDIENCES, lambda name: sample_builds.build_once(f"specimen-{name}", lambda: build(name))
    )


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
