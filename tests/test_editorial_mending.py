"""`check --fix`: what the editor mends, byte for byte, and what it leaves alone."""

import shutil
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import HEAD, folder

from briefwright import audience, content, editorial
from briefwright.cli import commands
from briefwright.cli.commands import Folders

DIFF_MARKS = ("---", "+++")


def mended(tmp_path: Path, main: str, **files: str) -> tuple[str, tuple[str, ...]]:
    """What stands in briefing.yaml after the metadata → the same, mended; and what was told."""
    path = folder(tmp_path, main, **files)
    briefing = content.read(path)
    review = editorial.review(briefing, [audience.read(TEMPLATES, "full")])
    told = editorial.mend(path, briefing, review)
    content.read(path)
    return (path / "briefing.yaml").read_bytes().decode("utf-8").removeprefix(HEAD), told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- On March 21, 2009.", "- On 21 March 2009."),
        ("- >\n    Signed on March\n    21, 2009, now.", "- >\n    Signed on 21 March 2009, now."),
        ("- In 2023-2024, and in 2019 – 2020.", "- In 2023–2024, and in 2019–2020."),
        ("- The Armenia-Azerbaijan talks.", "- The Armenia–Azerbaijan talks."),
        ("- A weapon -free world.", "- A weapon-free world."),
        ("- Oslo - Rome.", "- Oslo – Rome."),
        ("- Oslo , then  Rome .", "- Oslo, then Rome."),
        ("- 'It''s in 2023-2024, it’s so, it’s on.'", "- 'It''s in 2023–2024, it’s so, it’s on.'"),
        ("- “One” and “two”, ‘three’.", "- “One” and “two”, “three”."),
        ("- list: In 2023-2024\n    items: [a,  b]", "- list: In 2023–2024\n    items: [a,  b]"),
        ("- list:\n    items:\n    - 2023-2024: a", "- list:\n    items:\n    - 2023–2024: a"),
        ("- A\\*  b, in 2023-2024.", "- A\\* b, in 2023–2024."),
    ],
)  # fmt: skip
def test_a_safe_change_is_made_and_nothing_else(before: str, after: str, tmp_path: Path) -> None:
    main, told = mended(tmp_path, f"# a comment\nbody:\n  {before}\n\n  # the end\n")
    assert main == f"# a comment\nbody:\n  {after}\n\n  # the end\n"
    assert len(told) == 1
    assert told[0].startswith(DIFF_MARKS)


@pytest.mark.parametrize(
    "main",
    [
        "- In May 12 men came, and in 2023–2024 they left.",
        "- The program helps our neighbours.",
        "- On 03/04/2024.",
        "- Turkey and Türkiye.",
        "- On *March* 21, 2009.",
        "- From May 16 to 21, 2023.",
        "- On May 16, 18 and 21.",
    ],
)
def test_what_an_author_must_decide_is_left_alone(main: str, tmp_path: Path) -> None:
    after, told = mended(tmp_path, f"body:\n  {main}\n")
    assert after == f"body:\n  {main}\n"
    assert told == ()


def test_line_ends_and_the_last_line_stay_as_they_are(tmp_path: Path) -> None:
    path = folder(tmp_path, "")
    file = path / "briefing.yaml"
    text = HEAD + "body:\n  - >\n    In 2023-2024,\n    they met."
    file.write_bytes(text.replace("\n", "\r\n").encode())
    briefing = content.read(path)
    review = editorial.review(briefing, [audience.read(TEMPLATES, "full")])
    editorial.mend(path, briefing, review)
    assert file.read_bytes() == text.replace("\n", "\r\n").replace("2023-", "2023–").encode()


def test_the_words_of_a_departure_are_left_alone_and_named(tmp_path: Path) -> None:
    main = (
        "body:\n  - They met in 2023-2024, and in 2019-2020.\n"
        "departures:\n  - {at: text-1.text, printed: 2022, corrected: in 2023-2024, why: A slip.}\n"
    )
    after, told = mended(tmp_path, main)
    assert after == main.replace("2019-2020", "2019–2020")
    _, sentence = told
    assert "“2023-2024” stays: the departure at text-1.text" in sentence


def test_fix_mends_and_shows_and_checks_again(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - The talks of 2023-2024 are currently shut.\n")
    folders = Folders(path.parent, TEMPLATES, tmp_path / "output")
    result = commands.fix(folders, ["sample"])
    assert "+  - The talks of 2023–2024 are currently shut." in result.messages[0]
    assert [problem.code for problem in result.problems] == []
    assert commands.fix(folders, ["sample"]).messages[-1].endswith("nothing is at fault.")


# ----------------------------------------------------------------- what the commands make of it


def problems_of_build(tmp_path: Path, status: str) -> tuple[list[str], list[str]]:
    """A briefing with an error of the editor, built → levels of its problems, files."""
    path = folder(tmp_path, f"status: {status}\nbody:\n  - The talks (in May were long.\n")
    folders = Folders(path.parent, TEMPLATES, tmp_path / "output")
    result = commands.build(folders, commands.BuildRequest(audiences=("full",), formats=("pdf",)))
    return [f"{one.code} {one.level}" for one in result.problems], [
        file.path for file in result.files
    ]


def test_a_draft_is_built_whatever_the_editor_says(tmp_path: Path) -> None:
    problems, files = problems_of_build(tmp_path, "draft")
    assert problems == ["E104 warning"]
    assert len(files) == 1


@pytest.mark.parametrize("status", ["cleared", "final"])
def test_what_goes_out_goes_without_the_editor_s_errors(status: str, tmp_path: Path) -> None:
    problems, files = problems_of_build(tmp_path, status)
    assert problems == ["E104 error"]
    assert files == []


def test_check_counts_what_was_accepted(tmp_path: Path) -> None:
    main = (
        "accepted:\n  - {code: E107, at: text-1, why: It is a test.}\n"
        "body:\n  - The house is currently shut.\n"
    )
    path = folder(tmp_path, main)
    result = commands.check(Folders(path.parent, TEMPLATES, tmp_path / "output"), ["sample"])
    assert result.problems == ()
    assert "sample: 1 finding of the editor accepted, with reasons." in result.messages


def test_an_acceptance_is_not_unused_because_one_audience_is_built(tmp_path: Path) -> None:
    main = (
        "accepted:\n  - {code: E102, at: text-2, why: It is a test.}\n"
        "names: {MFA: Ministry of Foreign Affairs}\n"
        "body:\n  - {text: '{MFA} met.', not_for: [guests]}\n  - text: The MFA won.\n"
    )
    path = folder(tmp_path, main)
    looks = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    shutil.copytree(looks / "audiences" / "full", looks / "audiences" / "guests")
    folders = Folders(path.parent, looks, tmp_path / "output")
    assert commands.check(folders, ["sample"]).problems == ()
    wanted = commands.BuildRequest(("sample",), audiences=("full",), formats=("pdf",))
    assert commands.build(folders, wanted).problems == ()
