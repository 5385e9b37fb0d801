"""Translations: texts by address, each with the hash of what it translates; their faults."""

from pathlib import Path

import pytest
from conftest import TEMPLATES

from briefwright import audience, content, edition
from briefwright.cli import commands
from briefwright.cli.commands import BuildRequest, Folders, UsageError, loading
from briefwright.content import translation
from briefwright.edition import Edition
from briefwright.problems import ContentError

MAIN = """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
status: draft
keywords: [peace, aid]
facts:
  serving: {value: 157, unit: {one: soldier, other: soldiers}, label: serving, as_of: 2024-09-21}
  others: {value: 22, unit: {one: soldier, other: soldiers}}
  arms: {value: 5, unit: bombs, period: "early 1990s"}
  donors: {list: [France, Japan]}
names:
  UN: United Nations
body:
  - section: Forces
    id: forces
    body:
      - text: The {UN} has {serving} {serving.as_of}.
        id: one
        short: They are {serving}.
      - text: Also {others}, and {arms} {arms.date}. {donors} paid. The {UN} again.
        id: two
      - table: Numbers
        id: numbers
        columns: [What, {column: Count, unit: people}]
        rows: [serving]
"""
TEXTS = {
    "briefing.title": "text: Образец",
    "briefing.owner": "text: Пресс-служба",
    "briefing.contact": "text: press@example.org",
    "briefing.keywords": "text: [мир, помощь]",
    "forces.section": "text: Силы",
    "one.text": "text: 'У {UN.genitive} {serving} {serving.as_of}.'",
    "two.text": (
        "text: 'Также {others} и {arms} {arms.date}. {donors} платили. У {UN.genitive} тоже.'"
    ),
    "numbers.table": "text: Числа",
    "numbers.columns.1": "text: Что",
    "numbers.columns.2": "text: Число",
    "numbers.columns.2.unit": "text: человек",
    "facts.serving.label": "text: служат",
    "facts.serving.unit": "one: солдат, few: солдата, many: солдат, other: солдата",
    "facts.arms.unit": "one: бомба, few: бомбы, many: бомб, other: бомбы",
    "facts.arms.period": "text: начало 1990-х",
    "facts.donors.list": "text: [Франция, Япония]",
    "names.UN": "short: ООН, long: Организация, genitive: Организации",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "content" / "sample"
    path.mkdir(parents=True)
    (path / "briefing.yaml").write_text(MAIN, encoding="utf-8")
    return path


def translate(folder: Path, head: str = "", language: str = "ru", **otherwise: str | None) -> None:
    """A content folder → with an overlay of TEXTS, each with its hash; some are otherwise, or gone.

    A name in `otherwise` is an address with `__` for its points; what it says stands in braces.
    """
    known = {one.at: one for one in translation.list_translatables(content.read(folder))}
    said = TEXTS | {at.replace("__", "."): words for at, words in otherwise.items()}
    lines = [
        f"  {at}: {{{'' if words.startswith('of: ') else f'of: {known[at].digest}, '}{words}}}"
        for at, words in said.items()
        if words is not None
    ]
    file = folder / f"briefing.{language}.yaml"
    file.write_text("\n".join([head, "texts:", *lines, ""]), encoding="utf-8")


def select(folder: Path, name: str = "full", language: str = "ru") -> Edition:
    return edition.select(content.read(folder), audience.read(TEMPLATES, name), language)


def printed(chosen: Edition) -> dict[str, str]:
    return {leaf.at: leaf.text.replace("\u00a0", " ") for leaf in chosen.leaves()}


def faults(folder: Path) -> list[str]:
    return [str(problem).partition("sample/")[2] for problem in content.check(folder)[1]]


# ----------------------------------------------------------------- what an edition prints


def test_an_edition_in_another_language_says_the_same_in_it(folder: Path) -> None:
    translate(folder)
    chosen = select(folder)
    assert chosen.problems == ()
    found = printed(chosen)
    assert found["forces.section"] == "Силы"
    assert found["one.text"] == (
        "У Организации (ООН) 157 солдат по состоянию на 21 сентября 2024 г."
    )
    assert found["two.text"] == (
        "Также 22 солдата и 5 бомб начало 1990-х. Франция и Япония платили. У ООН тоже."
    )
    assert found["numbers.columns.2"] == "Число (человек)"
    assert found["numbers.rows.1.1"] == "служат"
    assert chosen.head.keywords == ("мир", "помощь")


def test_what_was_written_is_not_overwritten(folder: Path) -> None:
    translate(folder)
    before = content.read(folder)
    translation.translate(before, "ru")
    assert before == content.read(folder)
    assert printed(select(folder, language="en"))["forces.section"] == "Forces"


def test_a_unit_that_is_written_alike_is_translated_once(folder: Path) -> None:
    translate(folder)
    briefing = translation.translate(content.read(folder), "ru")
    assert briefing.facts["others"].unit == briefing.facts["serving"].unit
    assert briefing.untranslated == frozenset()


def test_what_is_missing_stands_in_its_own_language_with_a_mark(folder: Path) -> None:
    translate(folder, two__text=None, facts__serving__label=None)
    chosen = select(folder)
    found = printed(chosen)
    assert found["two.text"].startswith(
        "[не переведено] Also 22 soldiers, and 5 bombs early 1990s."
    )
    assert found["numbers.rows.1.1"] == "[не переведено] serving"
    assert [(one.code, one.at, one.level) for one in chosen.problems] == [
        ("A520", "two.text", "warning"),
        ("A520", "facts.serving.label", "warning"),
    ]


def test_a_translation_is_asked_for_where_it_belongs(folder: Path) -> None:
    translate(folder, two__text=None, forces__section="text: ")
    asked = {one.at: one.message.partition("; ")[2] for one in select(folder).problems}
    assert asked == {
        "forces.section": "write it after `text:`",
        "two.text": "add its lines with: python3 build.py translate sample ru",
    }


def test_what_is_stale_does_not_pass_for_a_translation(folder: Path) -> None:
    translate(folder, forces__section="of: 000000, text: Войска")
    chosen = select(folder)
    assert printed(chosen)["forces.section"].startswith("[не переведено] Forces")
    assert [(one.code, one.at) for one in chosen.problems] == [("A521", "forces.section")]


def test_units_names_and_words_that_are_missing_are_told_too(folder: Path) -> None:
    translate(
        folder,
        facts__arms__unit=None,
        facts__arms__period=None,
        facts__donors__list=None,
        numbers__columns__2__unit=None,
        names__UN=None,
        one__text="text: 'У {UN} {serving} {serving.as_of}.'",
        two__text="text: 'Также {others} и {arms} {arms.date}. {donors} платили.'",
    )
    assert {one.at for one in select(folder).problems} == {
        "facts.arms.unit",
        "facts.arms.period",
        "facts.donors.list",
        "numbers.columns.2.unit",
        "names.UN",
    }


def test_a_finished_edition_fails_with_a_list_of_what_is_missing(folder: Path) -> None:
    main = folder / "briefing.yaml"
    main.write_text(MAIN.replace("status: draft", "status: final"), encoding="utf-8")
    translate(folder, forces__section=None, numbers__table="of: 000000, text: Числа")
    with pytest.raises(ContentError) as failed:
        select(folder)
    assert [(one.code, one.at) for one in failed.value.problems] == [
        ("A520", "forces.section"),
        ("A521", "numbers.table"),
    ]


def test_a_rewording_that_is_not_translated_gives_way_to_the_text(folder: Path) -> None:
    translate(folder)
    reader = audience.read(TEMPLATES, "full")
    object.__setattr__(reader, "prefers", ("short",))
    briefing = content.read(folder)
    assert "one.short" in printed(edition.select(briefing, reader, "en"))
    assert "one.text" in printed(edition.select(briefing, reader, "ru"))


def test_a_notice_stands_in_the_title_block_of_its_language_alone(folder: Path) -> None:
    translate(folder, head="notice: Машинный перевод.")
    assert printed(select(folder))["briefing.notice"] == "Машинный перевод."
    assert "briefing.notice" not in printed(select(folder, language="en"))


# ----------------------------------------------------------------- what is at fault


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"forces__section": "text: [a]"}, "C211 `text:` takes a text; here stands a list."),
        ({"forces__section": "txt: Силы"}, "C206 `txt:` isn't a key here; did you mean “text”?"),
        ({"one__text": "text: 'Их {serving}'"}, ""),
        ({"one__text": "text: 'Их {others}'"}, "it leaves out {serving}; it adds {others}."),
        ({"one__text": "text: 'Их {serving'"}, "I302"),
        ({"one__text": "text: '{UN.dative} {serving}'"}, "forms .long and .short and .genitive"),
        ({"facts__donors__list": "text: [Франция]"}, "“donors” has 2 members, and here are 1."),
        ({"facts__arms__unit": "two: бомбы, many: бомб"}, "“ru” has no plural form “two”"),
        ({"facts__arms__unit": "one: бомба"}, "“ru” prints 5 in the form “many”"),
        ({"names__UN": "short: ООН"}, "C210 `long:` is missing: what “UN” stands for."),
    ],
    ids=str,
)
def test_what_can_t_stand_in_a_translation(
    folder: Path, otherwise: dict[str, str], told: str
) -> None:
    translate(folder, **otherwise)
    found = faults(folder)
    assert any(told in line for line in found) if told else not found


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (
            "forces.secton",
            "No text has the address “forces.secton”; did you mean “forces.section”?",
        ),
        ("numbers", "“numbers” is not a text; its texts are numbers.table, numbers.columns.1"),
        ("facts.serving.as_of", "numbers, dates and settings are never translated."),
        ("briefing.date", "numbers, dates and settings are never translated."),
    ],
)
def test_an_address_that_no_text_has(folder: Path, at: str, told: str) -> None:
    translate(folder, **{at.replace(".", "__"): "of: 000000, text: Нет"})
    assert any(told in line for line in faults(folder))


def test_a_language_that_there_isn_t(folder: Path) -> None:
    translate(folder, language="xx")
    assert "“xx” is not a language" in faults(folder)[0]


def test_a_number_typed_in_one_text_alone_is_warned_of(folder: Path) -> None:
    translate(folder, forces__section="text: Силы 2019")
    assert faults(folder) == [
        "briefing.ru.yaml:7:38: C286 warning: The number 2019 stands only in the translation; "
        "read both texts again."
    ]


def test_all_that_is_wrong_is_told_at_once_and_in_the_briefing_s_own_files_too(
    folder: Path,
) -> None:
    (folder / "briefing.ru.yaml").write_text("texts: [\n", encoding="utf-8")
    main = folder / "briefing.yaml"
    main.write_text(MAIN.replace("status: draft", "status: drift"), encoding="utf-8")
    assert {line.partition(":")[0] for line in faults(folder)} == {
        "briefing.yaml",
        "briefing.ru.yaml",
    }


# ----------------------------------------------------------------- writing what is missing


def folders(folder: Path) -> Folders:
    return Folders(folder.parent, TEMPLATES, folder.parent.parent / "output")


def test_a_new_file_has_all_that_its_audiences_print(folder: Path) -> None:
    commands.translate(folders(folder), "sample", "ru", ("full",))
    text = (folder / "briefing.ru.yaml").read_text(encoding="utf-8")
    assert "audiences: [full] " in text
    for at in set(TEXTS) - {"facts.others.unit", "briefing.contact"}:
        assert f"\n  {at}:\n    # " in text
    assert "briefing.contact" not in text  # an address is the same in every language
    assert "    one:\n    few:\n    many:\n    other:\n" in text
    assert {one.code for one in content.check(folder)[1]} == set()
    assert {one.code for one in select(folder).problems} == {"A520"}


def test_a_briefing_is_read_only_for_those_whom_it_is_meant_for(folder: Path) -> None:
    main = folder / "briefing.yaml"
    text = MAIN.replace("status: draft", "status: draft\naudiences: [full]")
    more = "      - {text: 'Speakers get no {numbers}.', id: three}\n"
    main.write_text(text + more, encoding="utf-8")
    commands.translate(folders(folder), "sample", "ru")
    assert "three.text" in (folder / "briefing.ru.yaml").read_text(encoding="utf-8")


def test_what_stands_there_stays_and_nothing_is_written_twice(folder: Path) -> None:
    translate(folder, head="# mine", forces__section=None)
    before = (folder / "briefing.ru.yaml").read_text(encoding="utf-8")
    commands.translate(folders(folder), "sample", "ru")
    after = (folder / "briefing.ru.yaml").read_text(encoding="utf-8")
    added = "  forces.section:\n    # Forces\n    of: 6a5de9\n    text:\n"
    assert after.replace(added, "") == before
    assert after.index("briefing.keywords") < after.index(added) < after.index("one.text")
    told = commands.translate(folders(folder), "sample", "ru").messages
    assert told[0].endswith("nothing is missing.")


def test_line_ends_stay_as_they_are(folder: Path) -> None:
    translate(folder, forces__section=None)
    file = folder / "briefing.ru.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    commands.translate(folders(folder), "sample", "ru")
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")


def test_what_is_stale_is_marked_until_it_is_mended(folder: Path) -> None:
    translate(folder)
    file, main = folder / "briefing.ru.yaml", folder / "briefing.yaml"
    before = file.read_text(encoding="utf-8")
    main.write_text(MAIN.replace("section: Forces", "section: Armed forces"), encoding="utf-8")
    for _ in range(2):
        commands.translate(folders(folder), "sample", "ru")
    marked = file.read_text(encoding="utf-8")
    assert marked.count("  #> Armed forces\n") == 1
    assert "".join(line for line in marked.splitlines(True) if "#>" not in line) == before
    main.write_text(MAIN, encoding="utf-8")
    commands.translate(folders(folder), "sample", "ru")
    assert file.read_text(encoding="utf-8") == before


def test_a_block_without_an_id_must_get_one_first(folder: Path) -> None:
    main = folder / "briefing.yaml"
    main.write_text(MAIN + "  - A bare text.\n", encoding="utf-8")
    result = commands.translate(folders(folder), "sample", "ru")
    assert [one.code for one in result.problems] == ["C281"]
    assert not (folder / "briefing.ru.yaml").exists()
    commands.write_ids(folders(folder), "sample")
    commands.translate(folders(folder), "sample", "ru")
    assert "  text-1.text:\n" in (folder / "briefing.ru.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_language_that_can_t_be_translated_into(folder: Path, language: str) -> None:
    with pytest.raises(UsageError):
        commands.translate(folders(folder), "sample", language)


# ----------------------------------------------------------------- which editions there are


def names(folder: Path, *languages: str) -> list[str]:
    sources = loading.load(folders(folder), BuildRequest())
    return [str(name) for name in loading.find_editions(sources, BuildRequest(languages=languages))]


def test_every_language_is_built_for_the_audiences_that_it_is_for(folder: Path) -> None:
    translate(folder, head="audiences: [full]")
    assert "sample-full-ru" in names(folder)
    assert names(folder, "ru") == ["sample-full-ru"]
    assert "sample-full-ru" not in names(folder, "en")


def test_a_translation_for_nobody_in_particular_is_for_all(folder: Path) -> None:
    translate(folder)
    everybody = audience.names(TEMPLATES)
    assert names(folder, "ru") == [f"sample-{name}-ru" for name in everybody]


def test_an_unknown_language_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match="There is no briefing in the language “kk”"):
        names(folder, "kk")
