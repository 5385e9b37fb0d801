"""Two briefings as a newcomer writes them: sound text is left alone, mistakes are found."""

import shutil
from pathlib import Path

import pytest
from conftest import TEMPLATES

from briefwright import audience, content, editorial

NEWCOMER = Path(__file__).parent / "newcomer"
READERS = tuple(audience.read(TEMPLATES, name) for name in ("full", "press", "minister"))

# briefing, what stands there, what is put in its place, and which code finds that
PLANTED = [
    ("harrow-flood", "risen since Tuesday", "risen in the Harrow-Delta since Tuesday", "E124"),
    ("harrow-flood", "west of the delta", "west of the harrow delta", "E124"),
    ("harrow-flood", "most papers were lost", "6,410 people lost papers", "E125"),
    ("harrow-flood", "2026-11-27 09:00 Almaty", "2026-12-27 09:00 Almaty", "E126"),
    ("harrow-flood", "is now falling", "is now, in 2024, falling", "E107"),
    ("harrow-flood", "Clean water", "<b>Clean</b> water", "E122"),
    ("wells-one-pager", "in the villages", "in the **villages", "E122"),
    ("wells-one-pager", "Two drills work", "Two drills currently work (2023)", "E107"),
    ("wells-one-pager", "once the water", "for 21,040 homes, once the water", "E125"),
]


def findings(path: Path) -> list[str]:
    review = editorial.review(content.read(path), READERS)
    return [f"{one.code} {one.message}" for one in review.problems]


@pytest.mark.parametrize("name", ["harrow-flood", "wells-one-pager"])
def test_sound_text_is_left_alone(name: str) -> None:
    assert findings(NEWCOMER / name) == []


@pytest.mark.parametrize(("name", "sound", "mistake", "code"), PLANTED)
def test_a_planted_mistake_is_found(
    tmp_path: Path, name: str, sound: str, mistake: str, code: str
) -> None:
    path = Path(shutil.copytree(NEWCOMER / name, tmp_path / name))
    main = path / "briefing.yaml"
    text = main.read_text(encoding="utf-8")
    assert sound in text
    main.write_text(text.replace(sound, mistake, 1), encoding="utf-8")
    assert code in [found[:4] for found in findings(path)]
