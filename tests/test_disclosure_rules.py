"""Who may see what: contradictions are faults, and nothing that is barred gets into an edition.

Then what counts as a disclosure and what doesn't, by texts alone, without making a file.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import AUDIENCES, HOME, TEMPLATES
from sample_builds import Builds
from sample_folder import folder

from briefwright import audience, content, edition, pipeline
from briefwright.audience import Audience
from briefwright.cli import commands
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.edition import Edition
from briefwright.model.dictionary import Briefing
from briefwright.pipeline import Build
from briefwright.problems import ContentError, Problem
from briefwright.verify import disclosure
from briefwright.verify.disclosure.contents import list_parts
from briefwright.verify.disclosure.parts import FilePart
from briefwright.verify.disclosure.searching import redact, search

LONG = "the envoy will offer water at the third round"
FACTS = """facts:
  reserve: {value: 4321, unit: barrels, label: barrels in reserve, source: cable}
  serving: {value: 157, unit: people}
  hidden: {value: 157, unit: people}
names:
  QRX: Quiet Reserve Exchange
  WHO: World Health Organization
sources:
  cable: {title: A cable that nobody has read}
  book: {title: A book}
"""


@pytest.fixture(scope="module")
def everybody() -> Audience:
    return audience.read(TEMPLATES, "full")


Read = Callable[[str], Briefing]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A body in YAML → the briefing that has it, and some facts, names and sources."""

    def of(body: str) -> Briefing:
        home = tmp_path / str(len(list(tmp_path.iterdir())))
        return content.read(folder(home, f"{FACTS}body:\n{body}"))

    return of


def printed(chosen: Edition) -> str:
    return "\n".join(leaf.text for leaf in chosen.leaves())


def faults(briefing: Briefing, reader: Audience) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as raised:
        edition.select(briefing, reader, "en")
    return [(problem.code, problem.at) for problem in raised.value.problems]


# ----------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("  - {text: A, id: a, for: [full], handling: internal}\n", "a"),
        ("  - {background: A, id: a, for: [full]}\n", "a"),
        (
            "  - {list: , id: l, items: [b, {text: A, for: [full], handling: SECRET}]}\n",
            "l.items.2",
        ),
        (
            "  - {list: , id: l, handling: internal, items: [{text: A, for: [full]}, b]}\n",
            "l.items.1",
        ),
        (
            "  - {section: S, id: s, handling: internal, body: [{text: A, id: a, for: [full]}]}\n",
            "a",
        ),
        (
            "  - {table: T, id: t, columns: [x], "
            "rows: [[y], {cells: [z], for: [full], handling: internal}]}\n",
            "t.rows.2",
        ),
        (
            "  - {timeline: T, id: t, items: [{date: 2001, text: A}, "
            "{date: 2002, text: B, for: [full], handling: internal}]}\n",
            "t.items.2",
        ),
        (
            "  - {map: M, id: m, coordinates: Guessed., places: [{place: P, position: 1 N 1 E, "
            "for: [full], handling: internal}]}\n",
            "m.places.1",
        ),
    ],
)
def test_what_is_for_an_audience_that_may_not_see_it_is_a_fault(
    read: Read, everybody: Audience, body: str, at: str
) -> None:
    assert faults(read(body), everybody) == [("A511", at)]


def test_an_audience_is_meant_by_the_names_of_its_parents_too(
    read: Read, everybody: Audience
) -> None:
    briefing = read("  - {text: A, id: a, for: [press], handling: internal}\n  - B\n")
    child = replace(everybody, name="local", lineage=("local", "press"))
    assert faults(briefing, child) == [("A511", "a")]
    cleared = replace(child, clearance=("open", "internal"))
    assert "A" in printed(edition.select(briefing, cleared, "en"))


def test_the_same_fault_for_two_audiences_is_told_once(read: Read, everybody: Audience) -> None:
    briefing = read("  - {text: A, id: a, for: [full], handling: internal}\n")
    told = set[Problem]()
    for name in ("one", "two"):
        with pytest.raises(ContentError) as raised:
            edition.select(briefing, replace(everybody, name=name, lineage=(name, "full")), "en")
        told.update(raised.value.problems)
    (problem,) = told
    assert str(problem.where).endswith("briefing.yaml:19:27")


def test_not_for_takes_the_contradiction_back(read: Read, everybody: Audience) -> None:
    keys = "for: [press], not_for: [local], handling: internal"
    briefing = read(f"  - {{text: A, {keys}}}\n  - B\n")
    reader = replace(everybody, name="local", lineage=("local", "press"))
    assert "B" in printed(edition.select(briefing, reader, "en"))


def test_nobody_without_clearance_gets_a_briefing_that_is_internal_as_a_whole(
    tmp_path: Path, everybody: Audience
) -> None:
    path = folder(tmp_path, "body: [A]\n")
    main = (path / "briefing.yaml").read_text(encoding="utf-8")
    (path / "briefing.yaml").write_text(main.replace("handling: open", "handling: internal"))
    assert faults(content.read(path), everybody) == [("A512", "briefing.handling")]


# ----------------------------------------------------------------- what an edition prints


def test_a_full_glossary_leaves_out_names_that_only_barred_parts_use(
    read: Read, everybody: Audience
) -> None:
    body = "  - Open.\n  - {text: 'Ask {QRX}.', handling: internal}\n  - {glossary: , show: all}\n"
    reader = replace(everybody, order=("body", "glossary"))
    assert "Quiet" not in printed(edition.select(read(body), reader, "en"))
    assert "World Health" in printed(edition.select(read(body), reader, "en"))
    cleared = replace(reader, clearance=("open", "internal"))
    assert "Quiet" in printed(edition.select(read(body), cleared, "en"))


def test_a_full_list_of_sources_leaves_out_those_that_only_barred_parts_use(
    read: Read, everybody: Audience
) -> None:
    body = "  - Open.\n  - {text: 'So {reserve}.', for: [press]}\n  - {sources: , show: all}\n"
    shown = printed(edition.select(read(body), everybody, "en"))
    assert "A book" in shown
    assert "nobody has read" not in shown


def test_a_row_of_a_chart_that_is_barred_is_in_none_of_its_words(
    read: Read, everybody: Audience
) -> None:
    rows = "[serving, hidden, {fact: reserve, not_for: [full]}]"
    body = f"  - {{chart: C, id: c, unit: entries, rows: {rows}}}\n"
    chosen = edition.select(read(body), everybody, "en")
    assert "4,321" not in printed(chosen)
    assert "reserve" not in repr(chosen.blocks)


# ----------------------------------------------------------------- what is a disclosure


@pytest.fixture
def found(read: Read, everybody: Audience) -> Callable[..., set[tuple[str, str]]]:
    """A body in YAML, a text and its sort → codes and addresses of what the text discloses."""

    def of(body: str, text: str, **settings: object) -> set[tuple[str, str]]:
        briefing, reader = read(body), replace(everybody, **settings)
        guard = disclosure.collect_withheld(
            briefing, reader, edition.select(briefing, reader, "en")
        )
        return {(one.code, one.at) for one in search(guard, {}, text)}

    return of


Found = Callable[..., set[tuple[str, str]]]
SECRET = f"  - {{text: '{LONG}', id: plan, handling: internal}}\n"


def test_five_words_in_a_row_are_a_disclosure_and_four_are_none(found: Found) -> None:
    body = f"  - Open.\n{SECRET}"
    assert found(body, "so the envoy will offer water") == {("S901", "plan")}
    assert found(body, "so the envoy will offer nothing") == set()
    assert found(body, "the envoy wi\u00adll of-\nfer WATER") == {("S901", "plan")}


def test_words_that_a_permitted_text_says_too_are_no_disclosure(found: Found) -> None:
    body = f"  - In spring the envoy will offer water.\n{SECRET}"
    assert found(body, "the envoy will offer water") == set()
    assert found(body, "envoy will offer water at") == {("S901", "plan")}


def test_a_permitted_text_reads_on_over_its_numbers_and_stresses(found: Found) -> None:
    body = "  - They *have* {serving} in five missions.\n"
    secret = "  - {text: 'They have {serving} in five missions.', handling: internal, id: plan}\n"
    assert found(f"{body}{secret}", "They have 157 people in five missions.") == set()
    assert found(f"  - Open.\n{secret}", "have 157 people in five") >= {("S901", "plan")}


def test_a_short_text_is_a_disclosure_as_a_whole(found: Found) -> None:
    body = "  - Open.\n  - {list: , items: [a, {text: Third round, id: it, not_for: [full]}]}\n"
    assert found(body, "before the third round") == {("S901", "it")}
    assert found(body, "before the third rounds") == {("S901", "it")}
    assert found(body, "before the third rounding") == set()
    assert found(f"  - The third round.\n{body}", "before the third round") == set()


def test_a_number_that_another_permitted_fact_has_is_no_disclosure(found: Found) -> None:
    body = "  - We have {serving}.\n  - {text: 'They have {hidden}.', handling: internal}\n"
    assert found(body, "157 people") == set()
    other = "  - We have some.\n  - {text: 'They have {hidden}.', handling: internal}\n"
    assert found(other, "157 people") == {("S903", "facts.hidden")}
    assert found(other, "on page 157") == set()
    assert found(other, "there are 1,157 people") == set()


def test_a_long_number_is_a_disclosure_without_its_unit(found: Found) -> None:
    body = "  - Open.\n  - {text: 'They have {reserve}.', handling: internal}\n"
    assert found(body, "4,321") == {("S903", "facts.reserve")}
    assert found(body, "4321") == {("S903", "facts.reserve")}
    assert found(body, "14,321") == set()
    assert found(f"  - In 4,321 days.\n{body}", "4,321") == set()


def test_a_page_number_under_a_permitted_text_is_not_taken_for_the_rest_of_a_withheld_one(
    found: Found,
) -> None:
    withheld = "  - {text: 'We have dug many wells. 1 March was the day.', handling: internal}\n"
    body = f"  - We have dug many wells.\n{withheld}"
    assert found(body, "We have dug many wells. 1 / 1") == set()
    assert found(body, "many wells. 1 March was the day") == {("S901", "text-2")}
    assert found(f"  - Open.\n{withheld}", "have dug many wells. 1") == {("S901", "text-2")}


def test_a_name_that_is_a_word_of_a_permitted_text_is_no_disclosure(found: Found) -> None:
    body = "  - Those who came.\n  - {text: 'Ask {WHO}.', handling: internal}\n"
    assert found(body, "who") == set()
    assert found(body, "World Health Organization") == {("S902", "names.WHO")}


def test_a_marking_of_a_withheld_part_is_a_disclosure(found: Found) -> None:
    body = "  - Open.\n  - {text: A, handling: SECRET, id: a}\n"
    assert found(body, "secret") == {("S902", "a")}
    assert found(f"  - No secret.\n{body}", "secret") == set()


def test_what_depth_leaves_out_is_no_secret_unless_something_in_it_is(found: Found) -> None:
    section = "  - section: Deep\n    detail: full\n    body:\n    - A long open text about all\n"
    body = f"  - Open.\n{section}  {SECRET}"
    assert found(body, "a long open text about", detail="normal") == set()
    assert found(body, LONG, detail="normal") == {("S901", "plan")}


def test_a_withheld_date_is_a_disclosure_and_a_year_is_none(found: Found) -> None:
    body = "  - Open.\n  - {meeting: They meet, id: m, when: 2031-05-09, handling: internal}\n"
    assert found(body, "on 9 May 2031") == {("S901", "m")}
    assert found(body, "in 2031") == set()


def test_an_id_is_a_disclosure_where_things_are_named(found: Found) -> None:
    body = "  - Open.\n  - {text: A, id: harvest, handling: internal}\n"
    assert found(body, "sample-harvest-en") == {("S904", "harvest")}
    assert found(body, "sample-harvesting-en") == set()


def test_an_id_that_is_called_like_a_kind_of_block_tells_nothing(found: Found) -> None:
    body = "  - Open.\n  - {key_figures: [serving], id: key-figures, handling: internal}\n"
    assert found(body, "sample-key-figures-en") == set()


def test_a_problem_that_quotes_something_withheld_is_told_without_it(
    read: Read, everybody: Audience
) -> None:
    briefing = read(f"  - Open.\n{SECRET}")
    guard = disclosure.collect_withheld(
        briefing, everybody, edition.select(briefing, everybody, "en")
    )
    quoting = Problem("P906", f"The PDF says “{LONG}”.", at="plan")
    assert "envoy" not in redact(guard, quoting).message
    assert redact(guard, quoting).code == "P906"
    harmless = Problem("P906", "The PDF says “Open.” twice.")
    assert redact(guard, harmless) == harmless


# ----------------------------------------------------------------- whole builds


def test_no_edition_gives_a_false_alarm(
    built: Build, briefing: Briefing, everybody: Audience, specimens: Builds,
    specimen_templates: Path,
) -> None:  # fmt: skip
    specimen = content.read(HOME / "tests" / "specimen" / "content" / "specimen")
    readers = {name: audience.read(specimen_templates, name) for name in AUDIENCES}
    editions = [(briefing, everybody, built)]
    editions += [(specimen, readers[name], specimens[name]) for name in AUDIENCES]
    looked_for = 0
    for written, reader, build in editions:
        guard = disclosure.collect_withheld(written, reader, build.edition)
        patterns = guard.patterns
        looked_for += sum(map(len, (*patterns.phrases.values(), *patterns.wholes.values())))
        assert search(guard, build.outputs, build.edition.name) == ()
    assert looked_for > 30


def test_comments_of_the_yaml_files_are_in_no_file(tmp_path: Path, everybody: Audience) -> None:
    comment = "nobody outside shall ever read this remark"
    path = folder(tmp_path, f"body:\n  # {comment}\n  - Open.\n")
    outputs = pipeline.build(content.read(path), everybody, "en").outputs
    texts = [part.text for data in outputs.values() for part in list_parts(data)]
    assert any("Open." in text for text in texts)
    assert not any("ever read this" in text for text in texts)


@pytest.fixture
def house(tmp_path: Path) -> Folders:
    """A briefing with something internal in it, and its audiences."""
    folder(tmp_path / "content", f"body:\n  - Open.\n{SECRET}")
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return Folders(tmp_path / "content", tmp_path / "templates", tmp_path / "output")


def test_a_disclosure_writes_nothing_and_the_last_good_files_move_away(house: Folders) -> None:
    wanted = BuildRequest(audiences=("full",))
    assert commands.build(house, wanted).code == 0
    output = house.output / "sample"
    names = ["sample-full-en-DRAFT.docx", "sample-full-en-DRAFT.pdf"]
    assert sorted(path.name for path in output.glob("drafts/en/*")) == names
    sheet = house.templates / "house" / "theme.css"
    sheet.parent.mkdir(exist_ok=True)
    sheet.write_text(f'@page {{ @bottom-left {{ content: "{LONG}" }} }}', encoding="utf-8")
    failed = commands.build(house, wanted)
    assert failed.files == ()
    assert {problem.code for problem in failed.problems} == {"S901"}
    assert sorted(path.name for path in output.glob("drafts/en/*")) == []
    assert sorted(path.name for path in (output / "previous").glob("sample*")) == names
    kept = [path.read_text() for path in (output / ".account").glob("*") if path.is_file()]
    assert not any("envoy" in text for text in kept)


def test_parts_say_little_of_themselves() -> None:
    assert "envoy" not in repr(FilePart("the text of page 1", LONG))
