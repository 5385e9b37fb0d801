"""Another program opens the Word file and sees what we say is in it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from briefwright.pipeline import Build


def test_libreoffice_opens_the_word_file_and_shows_the_same_headings(
    built: Build, soffice: str, tmp_path: Path
) -> None:
    (tmp_path / "briefing.docx").write_bytes(built.outputs["docx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         tmp_path / "briefing.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = pypdfium2.PdfDocument(tmp_path / "briefing.pdf")
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    shown = [title.replace("\u2011", "-") for title in titles]  # a hyphen that no line parts
    pages = len(document)
    document.close()
    headings = [
        leaf.text
        for leaf in built.account.leaves
        if leaf.kind == "heading" and leaf.at != "briefing.title"
    ]
    assert len(headings) > 6
    assert [" ".join(title.split()) for title in shown] == [" ".join(h.split()) for h in headings]
    assert abs(pages - built.pages) <= 1
