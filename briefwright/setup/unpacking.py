"""Debian's packages for users who may not install any: fetched, checked by apt, and unpacked.

Only what the system lacks is fetched, in versions that fit what it has. The libraries are found
through the variables of the process that is started next; nothing outside the folder is touched.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefwright.setup import running
from briefwright.setup.packagers import PLAIN

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <cachedir>{folder}/cache</cachedir>
  <dir>{folder}/usr/share/fonts</dir>
  <include>{folder}/etc/fonts/fonts.conf</include>
</fontconfig>
"""


def unpack(packages: Sequence[str], folder: Path, log: Path) -> int:
    """Packages, a folder, a log → how many were unpacked there: they and what they need in turn.

    Errors: SetupError.
    """
    fault = f"apt-get could not fetch {', '.join(packages)}"
    work = folder / "work"  # lists and archives of its own: the system's belong to root
    for part in ("lists/partial", "cache/archives/partial"):
        (work / part).mkdir(parents=True, exist_ok=True)
    apt = [
        "apt-get", "--quiet", "-o", f"Dir::State::Lists={work}/lists",
        "-o", f"Dir::Cache={work}/cache", "-o", "Acquire::Languages=none",
        "-o", "Acquire::http::Timeout=20", "-o", "Debug::NoLocking=1",
        "-o", "APT::Sandbox::User=root",  # who fetches is whoever runs this
    ]  # fmt: skip
    try:
        running.run([*apt, "update"], fault, log, PLAIN)
        install = ("--yes", "--no-install-recommends", "--download-only", "install")
        running.run([*apt, *install, *packages], fault, log, PLAIN)
        archives = sorted((work / "cache" / "archives").glob("*.deb"))
        for archive in archives:
            running.run(["dpkg-deb", "--extract", str(archive), str(folder)], fault, log, PLAIN)
    finally:
        shutil.rmtree(work)
    _relink(folder)
    if (folder / "etc" / "fonts").is_dir():
        (folder / "fonts.conf").write_text(FONTS.format(folder=folder), encoding="utf-8")
    return len(archives)


def _relink(folder: Path) -> None:
    """A folder → its links to other folders of the system lead to what was unpacked instead."""
    for link in filter(Path.is_symlink, folder.rglob("*")):
        target = link.readlink()
        if target.is_absolute() and (folder / target.relative_to("/")).exists():
            link.unlink()
            link.symlink_to(folder / target.relative_to("/"))


def find_variables(folder: Path) -> Mapping[str, str]:
    """A folder that something was unpacked in, or not → what leads a process to what is in it."""
    libraries = sorted({str(file.parent) for file in folder.glob("**/lib/*/lib*.so.*")})
    if not libraries:
        return {}
    known = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    found = {"LD_LIBRARY_PATH": ":".join(dict.fromkeys([*libraries, *filter(None, known)]))}
    if (folder / "fonts.conf").exists():
        found["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        found["FONTCONFIG_PATH"] = str(folder / "etc" / "fonts")
    return found
