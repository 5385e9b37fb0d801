"""What a designer's own file causes is said at its own line, never at the base's."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.problems import ContentError


def faults(tmp_path: Path, file: str, text: str) -> list[str]:
    """The faults of the full edition with one own file in the house's folder."""
    for name in ("base", "audiences"):
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates" / name).symlink_to(TEMPLATES / name)
    path = tmp_path / "templates/house" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    briefing = content.read(folder(tmp_path, "body:\n  - {section: One, body: [A text.]}\n"))
    with pytest.raises(ContentError) as raised:
        pipeline.build(briefing, audience.read(tmp_path / "templates", "full"), "en", ("pdf",))
    return [f"{one.where}: {one.code}" for one in raised.value.problems]


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        ('p { margin: 0 }\nh2::before { content: "Part " }', "2:14: P904"),
        ("p { margin: 0 }\n:root {\n  --text: Georgia }", "3:3: L805"),
        ("p { margin: 0 }\n:root { --accent: #eeeeee }", "2:9: L825"),
        ("p { margin: 0 }\nhtml { background: #223333 }", "2:8: L825"),
        ("p { background: url(nothing.png) }", "1:21: L803"),
    ],
)
def test_a_stylesheets_fault_stands_at_the_line_that_set_the_value(
    tmp_path: Path, css: str, fault: str
) -> None:
    found = faults(tmp_path, "theme.css", css)
    assert f"templates/house/theme.css:{fault}" in found
    assert not [one for one in found if one.startswith("templates/base/")]


def test_a_templates_fault_stands_in_the_template(tmp_path: Path) -> None:
    masthead = (TEMPLATES / "base/masthead.html").read_text(encoding="utf-8")
    lines = masthead.count("\n") + 1
    found = faults(tmp_path, "masthead.html", masthead + '\n<img src="logo.png" alt="">\n')
    assert found[0].startswith(f"templates/house/masthead.html:{lines + 1}:1: ")
