"""An embargo is typed with a city or a distance from UTC, and printed in the edition's language."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, edition
from briefwright.facts import moments


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2026-10-09 14:30 Asia/Almaty", "9 October 2026, 14:30 (Almaty; 09:30 UTC)"),
        ("2026-10-09 14:30 Almaty", "9 October 2026, 14:30 (Almaty; 09:30 UTC)"),
        ("2026-10-09 14:30 Almaty time", "9 October 2026, 14:30 (Almaty; 09:30 UTC)"),
        (
            "2026-10-09 21:30 new york",
            "9 October 2026, 21:30 (New York; 10 October 2026, 01:30 UTC)",
        ),
        ("2026-10-09 14:30 +01:00", "9 October 2026, 14:30 (UTC+1; 13:30 UTC)"),
        ("2026-10-09T14:30+01:00", "9 October 2026, 14:30 (UTC+1; 13:30 UTC)"),
        ("2026-10-09 14:30 UTC+1", "9 October 2026, 14:30 (UTC+1; 13:30 UTC)"),
        ("2026-10-09 14:30 GMT-3:30", "9 October 2026, 14:30 (UTC−3:30; 18:00 UTC)"),
        ("2026-10-09 14:30 Etc/GMT-1", "9 October 2026, 14:30 (UTC+1; 13:30 UTC)"),
        ("2026-10-09 14:30 UTC", "9 October 2026, 14:30 UTC"),
    ],
)
def test_day_hour_and_place_are_printed_with_utc_beside_them(typed: str, printed: str) -> None:
    assert moments.show(typed, "en", {}).replace("\u00a0", " ") == printed


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("2026-10-09", "isn't a day, an hour and a place"),
        ("2026-10-09 14:30", "Write a city, or UTC, behind it"),
        ("2026-10-32 14:30 Almaty", "2026-10-32 isn't a day that there is"),
        ("9 October 2026 14:30 Almaty", "; write 2026-10-09 14:30 Almaty."),
        ("2026-10-09 25:30 Almaty", "25:30 isn't an hour that there is."),
        ("2026-10-09 14:30 Almati", "did you mean “Almaty”?"),
        ("2026-10-09 14:30 UTC+19", "No place is UTC+19 from UTC."),
    ],
)
def test_what_is_wrong_is_said(typed: str, complaint: str) -> None:
    assert complaint in str(moments.parse(typed))


def test_it_is_printed_in_the_language_of_the_edition(tmp_path: Path) -> None:
    path = folder(tmp_path, "embargo: 2026-10-09 14:30 Berlin\nbody: [Text.]\n")
    main = path / "briefing.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace("language: en", "language: ru"))
    chosen = edition.select(content.read(path), audience.read(TEMPLATES, "press"), "ru")
    assert chosen.masthead.release
    assert chosen.masthead.release.text.replace("\u00a0", " ") == (
        "Эмбарго: не публиковать ранее 9 октября 2026 г., 14:30 (Берлин; 12:30 UTC)"
    )
