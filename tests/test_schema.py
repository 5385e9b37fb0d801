"""The JSON Schemas take what the loader takes, and are strict about keys."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from sample_folder import SPECIMEN

from briefwright.content import schema
from briefwright.model import keys
from briefwright.model.dictionary import KINDS

FILE_OF = {
    "01-measuring": "section",
    "02-what-to-say": "section",
    "03-figures": "section",
    "04-end": "section",
}


class Core(yaml.SafeLoader):
    """YAML as editors read it (1.2): a date and `yes` are words."""


Core.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(("timestamp", "bool")) and not (tag.endswith("int") and letter == "0")
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(text: str) -> Any:
    return _as_json(yaml.load(text, Core))


def _as_json(typed: Any) -> Any:
    """What was read → the same with keys as words, as JSON has them: 1951 is a key like others."""
    if isinstance(typed, dict):
        return {str(key): _as_json(value) for key, value in typed.items()}
    return [_as_json(one) for one in typed] if isinstance(typed, list) else typed


def complaints(file: str, typed: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema.build_schema(file))
    return [error.message for error in validator.iter_errors(typed)]


@pytest.mark.parametrize("file", schema.FILES)
def test_each_schema_is_one(file: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema.build_schema(file))


@pytest.mark.parametrize("path", sorted(SPECIMEN.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_specimen_keeps_to_the_schemas(path: Path) -> None:
    file = FILE_OF.get(path.stem, path.stem)
    assert complaints(file, load(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("file", "typed"),
    [
        ("briefing", "format: 1\ntitel: A sample\n"),
        ("section", "section: One\nboddy: []\n"),
        ("section", "- quoute: Words\n"),
        ("section", "- callout: Words\n  kind: warnig\n"),
        ("section", "- list:\n  items: [{lable: a, text: b}]\n"),
        ("facts", "Serving now: {value: 1}\n"),
        ("facts", "serving: {unit: people}\n"),
        ("facts", "serving: {range: [1, 2, 3]}\n"),
        ("facts", "serving: {share: [a, b, c]}\n"),
        ("facts", "serving: {change: {of: a, from: 2019}}\n"),
        ("facts", "serving: {series: {2019: many}}\n"),
        ("facts", "serving: {series: {file: a.csv, label: Year}}\n"),
        ("departures", "- {at: x, printed: y}\n"),
    ],
)
def test_a_schema_sees_what_is_misspelt_or_missing(file: str, typed: str) -> None:
    assert complaints(file, load(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "{value: 2.50, unit: people}",
        "{rank: 4}",
        "{range: [120, 150], about: yes}",
        "{date: 2009-03-21}",
        "{list: [Canada, Japan]}",
        "{series: {2019: 5, 2020: 7.5}}",
        "{series: {file: data/a.csv, label: Year, value: Trainees}}",
        "{sum: [a, b]}",
        "{sum: a}",
        "{share: [a, b], decimals: 1}",
        "{ratio: [a, b], value: 1.5}",
        "{count: a}",
        "{change: {of: a, from: 2019, to: 2024}}",
        "{change_percent: {of: a, from: 2019, to: 2024}}",
    ],
)
def test_a_schema_takes_every_form_of_a_fact(typed: str) -> None:
    assert complaints("facts", load(f"it: {typed}\n")) == []


def test_a_schema_takes_what_must_hold() -> None:
    typed = "- text: Nine in ten.\n  holds: share >= 85 %\n"
    assert complaints("section", load(typed)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_told_to_editors(kind: str) -> None:
    block: Mapping[str, Any] = schema.build_schema("section")["$defs"][f"block-{kind}"]
    assert list(block["properties"]) == list(keys.of(KINDS[kind]))
    assert all(key["description"] for key in block["properties"].values())


def test_the_comment_names_the_schema_of_its_file() -> None:
    line = "# yaml-language-server: $schema=../schemas/facts.schema.json"
    assert schema.write_comment("facts", "../schemas") == line
