"""A content folder for a test: the metadata that each needs, and what the test is about."""

from pathlib import Path

SPECIMEN = Path(__file__).parent / "specimen" / "content" / "specimen"

HEAD = """\
format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
"""


def folder(tmp_path: Path, main: str, **files: str) -> Path:
    """A folder with `main` after the metadata in briefing.yaml, and other files by their stem."""
    path = tmp_path / "sample"
    (path / "sections").mkdir(parents=True)
    (path / "briefing.yaml").write_text(HEAD + main, encoding="utf-8")
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path
