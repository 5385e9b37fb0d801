"""Whom a briefing, a part or a look is for: a name that nobody has opens no door."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import HEAD, folder

from briefwright import audience, content, edition
from briefwright.cli import commands
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.cli.commands.loading import find_editions, load
from briefwright.cli.main import main
from briefwright.edition import Edition
from briefwright.problems import ContentError

UNKNOWN = "body:\n  - Open.\n  - {text: Not for the press., not_for: [pres]}\n"


def select(path: Path, name: str = "press", templates: Path = TEMPLATES) -> Edition:
    return edition.select(content.read(path), audience.read(templates, name), "en")


def printed(chosen: Edition) -> list[str]:
    return [leaf.text for leaf in chosen.leaves() if not leaf.at.startswith("briefing.")]


def own_templates(home: Path, **files: str) -> Path:
    """A templates folder with an audience `donors` before the shipped ones; files by their path."""
    for name, text in files.items():
        path = home / "templates/audiences/donors" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return home / "templates"


# ----------------------------------------------------------------- parts


@pytest.mark.parametrize("status", ["for_comment", "cleared", "final", "superseded"])
@pytest.mark.parametrize("key", ["for", "not_for"])
def test_an_unknown_audience_is_a_fault_in_whatever_goes_out(
    tmp_path: Path, status: str, key: str
) -> None:
    path = folder(tmp_path, f"status: {status}\n" + UNKNOWN.replace("not_for", key))
    with pytest.raises(ContentError) as raised:
        select(path)
    (problem,) = raised.value.problems
    assert (problem.code, problem.level, problem.where and problem.where.line) == (
        "A510",
        "error",
        11,
    )
    assert "did you mean “press”?" in problem.message


@pytest.mark.parametrize("name", ["press", "full", "minister"])
def test_in_a_draft_it_is_said_and_nobody_gets_the_part(tmp_path: Path, name: str) -> None:
    chosen = select(folder(tmp_path, UNKNOWN), name)
    assert "Not for the press." not in printed(chosen)
    assert ("A510", "warning") in [(one.code, one.level) for one in chosen.problems]
    assert ("text-2", "unknown audience: pres") in chosen.withheld


def test_a_fact_for_an_unknown_audience_is_a_fault_too(tmp_path: Path) -> None:
    facts = "status: final\nfacts:\n  ships: {value: 3, for: [donros]}\nbody: [Text.]\n"
    with pytest.raises(ContentError, match="A510"):
        select(folder(tmp_path, facts))


def test_a_watermarked_draft_names_it_among_its_faults(tmp_path: Path) -> None:
    path = folder(tmp_path, UNKNOWN)
    briefing, _ = content.draft(path)
    chosen = edition.attempt(briefing, audience.read(TEMPLATES, "press"), "en")
    assert [(one.code, one.level) for one in chosen.problems] == [("A510", "error")]
    assert "Not for the press." not in printed(chosen)


# ----------------------------------------------------------------- titles and markings


@pytest.mark.parametrize("parent", ["public", "press", "minister"])
def test_a_title_of_ones_own_beats_the_words_of_the_parents(tmp_path: Path, parent: str) -> None:
    templates = own_templates(
        tmp_path, audience_yaml=f"title: For our donors\nextends: {parent}\nmasthead: [audience]\n"
    )
    kicker = select(folder(tmp_path, "body: [Text.]\n"), "donors", templates).masthead.kicker
    assert kicker
    assert kicker.text == "For our donors"


def test_without_a_title_of_its_own_an_audience_is_called_as_its_parent(tmp_path: Path) -> None:
    templates = own_templates(tmp_path, audience_yaml="extends: press\n")
    kicker = select(folder(tmp_path, "body: [Text.]\n"), "donors", templates).masthead.kicker
    assert kicker
    assert kicker.text == "Press release"


def test_of_two_handlings_the_stricter_one_is_printed(tmp_path: Path) -> None:
    templates = own_templates(
        tmp_path, audience_yaml="extends: full\nclearance: [open, internal, RESTRICTED]\n"
    )
    path = folder(
        tmp_path,
        "body:\n  - {text: One., handling: internal}\n  - {text: Two., handling: RESTRICTED}\n",
    )
    assert select(path, "donors", templates).head.marking == "RESTRICTED"


# ----------------------------------------------------------------- which editions


def editions(home: Path, *audiences: str) -> list[str]:
    wanted = BuildRequest(audiences=audiences)
    folders = Folders(home, TEMPLATES, home / "output")
    return [str(name) for name in find_editions(load(folders, wanted), wanted)]


def test_a_briefing_is_built_for_those_for_whom_it_is_meant(tmp_path: Path) -> None:
    folder(tmp_path, "audiences: [press, minister]\nbody: [Text.]\n")
    assert editions(tmp_path) == ["sample-minister-en", "sample-press-en"]
    assert editions(tmp_path, "press") == ["sample-press-en"]
    with pytest.raises(commands.UsageError, match="“sample” is meant for press, minister"):
        editions(tmp_path, "full")


def test_a_slip_in_that_list_is_a_fault(tmp_path: Path) -> None:
    path = folder(tmp_path, "status: final\naudiences: [press, ministre]\nbody: [Text.]\n")
    with pytest.raises(ContentError, match=r":9:12: A510 .*“ministre” for `audiences:`; did you"):
        select(path)


def test_audiences_may_stand_between_commas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "briefing", "try-it"], tmp_path) == 0
    options = ["--audience", "press,speaker", "--templates", str(TEMPLATES)]
    assert main(["build", "try-it", *options], tmp_path) == 2
    assert "There is no audience “speaker”" in capsys.readouterr().err


# ----------------------------------------------------------------- translations


def test_the_wrong_words_of_a_look_block_no_translation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = own_templates(
        tmp_path,
        audience_yaml="extends: press\n",
        labels__en_yaml="audiences: {donors: For our donors}\n",
    )
    (tmp_path / "content/sample").mkdir(parents=True)
    written = HEAD + "body:\n  - {text: A text., id: one}\n"
    (tmp_path / "content/sample/briefing.yaml").write_text(written, encoding="utf-8")
    options = ["--templates", str(templates)]
    assert main(["translate", "sample", "ru", *options], tmp_path) == 0
    assert "one.text:" in (tmp_path / "content/sample/briefing.ru.yaml").read_text(encoding="utf-8")
    assert (
        "donors/labels/en.yaml:1:21: A507 warning: templates/audiences/donors/labels/ru.yaml lacks "
        "audiences.donors (in English “For our donors”). Write there, to begin with: "
        '`audiences: {donors: …}`; where the language has no such word, `""`.'
    ) in capsys.readouterr().err


# ----------------------------------------------------------------- headings


SECTION = """body:
  - section: At a glance
    id: glance
    body:
      - {key_figures: [ships], id: figures}
      - {text: Not for the press., not_for: [press]}
  - section: Nothing
    id: nothing
    body:
      - {text: Internal., handling: internal}
  - section: Said briefly
    id: brief
    summary: In short.
    body:
      - {key_figures: [ships], id: again}
  - Text.
facts: {ships: {value: 3, label: ships}}
"""


def test_a_heading_never_stands_alone_and_the_explanation_says_so(tmp_path: Path) -> None:
    chosen = select(folder(tmp_path, SECTION), "press")
    found = printed(chosen)
    assert "Said briefly" in found
    assert "In short." in found
    assert not {"At a glance", "Nothing"} & set(found)
    withheld = dict(chosen.withheld)
    assert withheld["glance"] == "empty: what is in it stands in key_figures"
    assert withheld["nothing"] == "empty: nothing in it is for this audience"


def test_where_something_stays_the_heading_stays(tmp_path: Path) -> None:
    chosen = select(folder(tmp_path, SECTION.replace("not_for: [press]", "not_for: [minister]")))
    assert "At a glance" in printed(chosen)
