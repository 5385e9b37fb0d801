"""Large print is a mode of every audience, language, bilingual edition and draft."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import HEAD

from briefwright import audience
from briefwright.audience import theme
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.cli.commands.loading import find_editions, load


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A briefing in English, with a Russian translation for the press and for `embassy`."""
    files = {
        "content/sample/briefing.yaml": HEAD + "body:\n  - {text: A text., id: one}\n",
        "content/sample/briefing.ru.yaml": "audiences: [press, embassy]\ntexts: {}\n",
        "templates/audiences/embassy/audience.yaml": "extends: full\nbilingual: parallel\n"
        "languages: [en, ru]\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Folders(tmp_path / "content", tmp_path / "templates", tmp_path / "output")


def editions(folders: Folders, wanted: BuildRequest) -> list[str]:
    return [str(name) for name in find_editions(load(folders, wanted), wanted)]


@pytest.mark.parametrize("draft", [False, True])
def test_every_edition_has_one_in_large_print(folders: Folders, draft: bool) -> None:
    usual = editions(folders, BuildRequest(draft=draft))
    large = editions(folders, BuildRequest(draft=draft, large_print=True))
    assert {"sample-press-ru", "sample-embassy-en-ru"} <= set(usual)
    assert {name.replace("-large-print", "") for name in large} == set(usual)
    assert all("-large-print-" in name for name in large)


def test_a_translation_is_built_in_large_print(folders: Folders) -> None:
    wanted = BuildRequest((), ("press",), ("ru",), large_print=True)
    assert editions(folders, wanted) == ["sample-press-large-print-ru"]


def test_an_audience_at_fault_withdraws_its_edition_in_large_print(folders: Folders) -> None:
    path = folders.templates / "audiences/embassy/audience.yaml"
    path.write_text("extends: full\ndetail: fool\n", encoding="utf-8")
    found = load(folders, BuildRequest((), ("embassy",), large_print=True))
    assert found.unset == ["embassy-large-print"]


@pytest.mark.parametrize(
    ("name", "direction", "language"), [("full", "rtl", "ar"), ("press", "ltr", "ru")]
)
def test_its_sheet_comes_last_whatever_a_language_needs(
    name: str, direction: str, language: str
) -> None:
    large = audience.enlarge(audience.read(TEMPLATES, name)).theme
    adapted = theme.adapt(large, direction, [language])
    sheets = [one.name for one in adapted.assets if one.media_type == "text/css"]
    assert [one for one in sheets if one.endswith((".arab.css", ".ru.css"))]
    assert sheets[-1] == "base/large-print.css"
