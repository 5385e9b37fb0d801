"""How long it takes to read a reviewed copy in which forty paragraphs say something else.

.venv/bin/python benchmarks/review.py
"""

import io
import time
import zipfile
from pathlib import Path

from lxml import etree

from briefwright import audience, content, pipeline
from briefwright.review.original import Original
from briefwright.review.reading import read
from briefwright.review.reviewing import review
from briefwright.word.counting import W

HOME = Path(__file__).resolve().parent.parent
CHANGED = 40


def main() -> None:
    """Nothing → the figures, a line each."""
    path = HOME / "content" / "kazakhstan-peace-security"
    original = Original(path, content.read(path), audience.read(HOME / "templates", "full"), "en")
    sent = pipeline.build(original.briefing, original.audience, "en", ("docx",)).outputs["docx"]
    returned = change(sent)
    begin = time.perf_counter(), time.process_time()
    found = review(read(sent), read(returned), original)
    seconds, worked = time.perf_counter() - begin[0], time.process_time() - begin[1]
    paragraphs = sum(found.counts.values())
    print(f"{len(found.findings)} findings in {paragraphs} paragraphs, {CHANGED} of them changed")
    print(f"{seconds:.2f} s, of which {worked:.2f} s of a processor")


def change(data: bytes) -> bytes:
    """A Word file → the same, in which the first forty long paragraphs say something else."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, _change_body(part) if name == "word/document.xml" else part)
    return made.getvalue()


def _change_body(part: bytes) -> bytes:
    body = etree.fromstring(part)
    runs = [one for one in body.iter(W + "t") if one.text and len(one.text.split()) > 4]
    assert len(runs) >= CHANGED, f"Only {len(runs)} runs are long."
    for run in runs[:CHANGED]:
        run.text = f"{run.text} indeed"
    return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)


if __name__ == "__main__":
    main()
