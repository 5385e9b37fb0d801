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


def test_other_readers_get_the_text_as_it_was_written(tmp_path: Path) -> None:
    briefing = content.read(folder(tmp_path, BODY.replace("A text.", "Bread / butter.")))
    made = pipeline.build(briefing, audience.read(TEMPLATES, "full"), "en", ("pdf",))
    assert "Bread / butter." in [leaf.text for leaf in made.account.leaves]
