"""Speaking notes: each breath begins a line, and nobody speaks the contacts."""

from pathlib import Path

from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline

BODY = """body:
  - section: Opening
    id: opening
    body:
      - {text: A text., speak: We came early. / We *stay* late. / Thank you., id: said}
  - contacts: [press@example.org]
"""


def test_each_breath_is_a_paragraph_and_contacts_are_left_out(tmp_path: Path) -> None:
    briefing = content.read(folder(tmp_path, BODY))
    made = pipeline.build(briefing, audience.read(TEMPLATES, "speaking"), "en")
    assert made.account.summary().startswith("nothing lost")
    said = [leaf.text for leaf in made.account.leaves if leaf.at.startswith("said")]
    assert said == ["We came early.", "We stay late.", "Thank you."]
    assert "press@example.org" not in made.html.partition("</header>")[2]


def test_each_heading_says_when_a_speaker_reaches_it(tmp_path: Path) -> None:
    words = " ".join(65 * ["word"])  # half a minute
    body = "body:\n" + "".join(
        f"  - {{section: {name}, id: {name.lower()}, body: [{words}.]}}\n"
        for name in ("One", "Two", "Three", "Four")
    )
    briefing = content.read(folder(tmp_path, body))
    made = pipeline.build(briefing, audience.read(TEMPLATES, "speaking"), "en")
    assert made.account.summary().startswith("nothing lost")
    shown = {leaf.at: leaf.text for leaf in made.account.leaves if leaf.at.endswith(".elapsed")}
    assert shown == {"two.elapsed": "0:30", "three.elapsed": "1:00", "four.elapsed": "1:30"}


def test_other_readers_get_the_text_as_it_was_written(tmp_path: Path) -> None:
    briefing = content.read(folder(tmp_path, BODY.replace("A text.", "Bread / butter.")))
    made = pipeline.build(briefing, audience.read(TEMPLATES, "full"), "en", ("pdf",))
    assert "Bread / butter." in [leaf.text for leaf in made.account.leaves]
