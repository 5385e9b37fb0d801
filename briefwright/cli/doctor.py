"""The machine: what Briefwright needs on it, what is there, and how to get what is missing."""

import contextlib
import ctypes
import importlib
import io
import platform
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from briefwright.cache.inputs import describe_engine
from briefwright.cli.libreoffice import look_for_office
from briefwright.problems import MachineError
from briefwright.setup import environments, installation
from briefwright.setup.requirements import PANGO, find_system, list_library_files, read_release
from briefwright.version import __version__

# The packages whose versions decide what the files look like.
PACKAGES = (
    *("weasyprint", "pydyf", "pikepdf", "pypdfium2", "python-docx", "lxml", "jinja2", "pyyaml"),
    *("python-calamine", "python-pptx", "segno", "xlsxwriter", "uharfbuzz"),
    *("babel", "num2words", "fonttools", "pillow", "tinycss2", "tinyhtml5", "cssselect2", "brotli"),
    *("confusable-homoglyphs", "filelock", "pyphen", "tzdata"),
)
# What only some briefings need, and what for.
OPTIONAL = {
    "vl-convert-python": "For charts given in Vega-Lite",
    "pillow-heif": "For pictures in HEIC",
    "justmytype-intl-cjk": "For Chinese, Japanese, Korean",
    "distributed": "For a cluster of Dask",
}
FONTS = (
    *("fontpkg-source-sans-3", "fontpkg-source-serif-4"),
    *("fontpkg-amiri", "fontpkg-ibm-plex-sans-arabic", "manimgx-fonts"),
)


@dataclass(frozen=True)
class Component:
    """One thing that was looked for: its version, or nothing, and how to get it if it is missed.

    What is `optional` is missed by the tests only, or by some briefings.
    """

    group: str
    name: str
    version: str
    remedy: str = ""
    optional: bool = False


def require_libraries() -> None:
    """Returns where WeasyPrint can set and draw text.

    Errors: MachineError that says what is missing and how to get it on this system.
    """
    try:
        # WeasyPrint prints a notice of its own before it fails.
        with contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module("weasyprint")
    except OSError as error:
        raise MachineError(_explain_lack("Pango, which sets the text of the pages,")) from error
    if not _library_version(*SUBSET):  # without it, other bytes come out
        raise MachineError(_explain_lack("HarfBuzz-Subset, which cuts fonts to size,"))
    if is_too_old(version := _library_version(*HARFBUZZ)):
        raise MachineError(
            f"The library HarfBuzz is here in version {version}, which can't cut fonts to size; "
            "Briefwright needs 4.1 or newer, as in Debian 12, Ubuntu 24.04 or Fedora 37."
        )


def is_too_old(harfbuzz: str) -> bool:
    """The version of HarfBuzz → whether WeasyPrint would do without its part for subsets."""
    return tuple(map(int, harfbuzz.split(".")[:2])) < (4, 1)


def _explain_lack(library: str) -> str:
    return f"The library {library} is missing: {PANGO[find_system()]}."


def survey() -> tuple[Component, ...]:
    """Everything that matters on this machine, found or missed."""
    return (
        *_survey_itself(),
        *_survey_packages(),
        *_survey_libraries(),
        *_survey_fonts(),
        *_survey_optional(),
    )


def list_versions() -> dict[str, str]:
    """What decides over the bytes of a file, by name → its version: the same make the same files.

    Of Briefwright itself it is the digest of the code.
    """
    found = (*_survey_packages(), *_survey_libraries(), *_survey_fonts())
    libraries = {one.name: one.version for one in found if one.name != _PROVENANCE}
    return {
        "Briefwright": f"{__version__} ({describe_engine()[:8]})",
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **libraries,
        **{name: _package_version(name) for name in OPTIONAL},
    }


def find_missing(components: tuple[Component, ...]) -> tuple[Component, ...]:
    """Findings → those without which nothing can be built."""
    return tuple(found for found in components if not found.version and not found.optional)


def _survey_itself() -> Iterator[Component]:
    yield Component("Briefwright", "Briefwright", __version__)
    yield Component("Briefwright", "Python", platform.python_version())
    yield Component("Briefwright", "System", _system_name())


def _system_name() -> str:
    own = read_release().get("PRETTY_NAME") or f"{platform.system()} {platform.release()}"
    return f"{own}, {platform.machine()}"


def _survey_packages() -> Iterator[Component]:
    for name in PACKAGES:
        yield Component("Packages", name, _package_version(name), environments.write_command(name))


def _package_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _survey_libraries() -> Iterator[Component]:
    with contextlib.suppress(MachineError, ImportError):
        require_libraries()  # on Windows this also makes the folder of the libraries known
    remedy = PANGO[find_system()]
    yield Component(
        "Libraries",
        _PROVENANCE,
        explain_provenance(installation.read_record(Path(sys.prefix))),
    )
    yield Component(
        "Libraries", "Pango", _library_version("pango-1.0", "0", _pango_version), remedy
    )
    yield Component(
        "Libraries",
        "Pango, FreeType part",
        _library_version("pangoft2-1.0", "0", _find_library),
        remedy,
    )
    yield Component("Libraries", "HarfBuzz", _library_version(*HARFBUZZ), remedy)
    yield Component("Libraries", "HarfBuzz-Subset", _library_version(*SUBSET), remedy)
    yield Component(
        "Libraries", "Fontconfig", _library_version("fontconfig", "1", _fontconfig_version), remedy
    )


_PROVENANCE = "How they came here"


def explain_provenance(record: installation.Record | None) -> str:
    """The record of the set-up → how what the system must provide came here, in words."""
    if record is None:
        return "by other means than build.py"
    ways = []
    if record.installed:
        ways.append(f"installed with the system's packager: {', '.join(record.installed)}")
    if record.unpacked:
        ways.append(f"unpacked into .venv, not installed: {', '.join(record.unpacked)}")
    if record.lacking:
        ways.append(f"neither there nor to be had at set-up: {', '.join(record.lacking)}")
    return "; ".join(ways) or "the system had them all"


def _library_version(name: str, number: str, ask: Callable[[ctypes.CDLL], str]) -> str:
    """A library's name, its number and how to ask for its version → that, or nothing."""
    for file in list_library_files(name, number):
        with contextlib.suppress(OSError, AttributeError):
            return ask(ctypes.CDLL(file))
    return ""


def _pango_version(library: ctypes.CDLL) -> str:
    library.pango_version_string.restype = ctypes.c_char_p
    return str(library.pango_version_string().decode())


def _harfbuzz_version(library: ctypes.CDLL) -> str:
    library.hb_version_string.restype = ctypes.c_char_p
    return str(library.hb_version_string().decode())


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _find_library(library: ctypes.CDLL) -> str:
    return "there"


HARFBUZZ = ("harfbuzz", "0", _harfbuzz_version)
SUBSET = ("harfbuzz-subset", "0", _find_library)


def _survey_fonts() -> Iterator[Component]:
    for name in FONTS:
        yield Component("Fonts", name, _package_version(name), environments.write_command(name))
    with contextlib.suppress(ImportError):
        import fontpkg  # needed by this command only

        for found in map(fontpkg.family, fontpkg.families()):
            lightest, heaviest = found.weight_range or ("?", "?")
            styles = ", ".join(found.styles)
            yield Component("Fonts", found.name, f"weights {lightest} to {heaviest}, {styles}")


def _survey_optional() -> Iterator[Component]:
    for name, purpose in OPTIONAL.items():
        remedy = environments.write_command(name)
        yield Component(purpose, name, _package_version(name), remedy, optional=True)
    yield Component(
        "For Word's pages", "LibreOffice", _ask_version(look_for_office(), "--version"),
        "the pages of Word files aren't counted without it, and tests are left out", optional=True,
    )  # fmt: skip
    yield Component(
        "For tests", "Java", _ask_version(shutil.which("javac"), "-version"),
        "the tests that validate the PDF files are left out without it", optional=True,
    )  # fmt: skip


def _ask_version(program: str | None, question: str) -> str:
    """A program, if it is there, and its option for that → its version, or nothing."""
    if program is None:
        return ""
    try:
        answer = subprocess.run(
            [program, question], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    version = re.search(r"\d+(\.\d+)+", answer.stdout + answer.stderr)
    return version.group() if version else "there"
