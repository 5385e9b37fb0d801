"""A Word file that others worked on: each thing that they changed is found and can be written."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.cli.commands import ReturnRequest, take_in
from briefwright.cli.folders import Folders
from briefwright.cli.main import main
from briefwright.editing import Change, Insertion, Listing, Removal, Rewording, Setting, propose
from briefwright.review.combining import combine
from briefwright.review.findings import Finding, Review
from briefwright.review.opening import UnreadableError
from briefwright.review.original import Original
from briefwright.review.proving import sort_changes
from briefwright.review.reading import read
from briefwright.review.reviewing import review
from briefwright.review.sending import NotOursError, find_kept, lock, track_changes
from briefwright.review.settling import accept
from briefwright.review.wording import Part, merge, squeeze
from briefwright.word.counting import W

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
BODY = """\
facts:
  loans: {value: 12400, unit: books, as_of: 2024-08-31}
  visits: {value: 310, unit: visits, as_of: 2024-08-31}
body:
  - text: >
      The library lent {loans} in a year.

      Half of its {visits} were by children.
    id: opening
  - section: What it offers
    id: offers
    body:
      - list: Courses
        id: courses
        items:
          - Reading: every Monday.
          - Writing by hand
          - Sums
      - text: It is open on *six* days, and **never** on Sundays.
        id: days
      - table: Hours
        id: hours
        columns: [Day, Opens]
        rows:
          - [Monday, nine]
          - [Tuesday, ten]
      - callout: It is free.
        id: free
"""
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BY = 'w:id="900" w:author="Ana" w:date="2024-10-01T10:00:00Z"'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("review"), BODY)


@pytest.fixture(scope="module")
def original(path: Path) -> Original:
    reader = audience.read(TEMPLATES, "full")
    return Original(path, content.read(path), reader, "en")


@pytest.fixture(scope="module")
def sent(original: Original) -> bytes:
    return track_changes(make(original))


def make(original: Original) -> bytes:
    """The Word file of an edition."""
    built = pipeline.build(original.briefing, original.audience, original.language, ("docx",))
    return built.outputs["docx"]


def edit(data: bytes, change: Callable[[str], str], **parts: str) -> bytes:
    """A Word file with another body, and with more parts; the change must change something."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                body = change(part.decode())
                assert body != part.decode() or parts
                part = body.encode()
            after.writestr(name, part)
        for name, text in parts.items():
            after.writestr(f"word/{name}.xml", text)
    return made.getvalue()


def find(sent: bytes, original: Original, change: Callable[[str], str], **parts: str) -> Review:
    return review(read(sent), read(edit(sent, change, **parts)), original)


def swap(before: str, after: str) -> Callable[[str], str]:
    """Words of a run that become others, untracked; they must stand there once."""

    def change(body: str) -> str:
        assert body.count(before) == 1, body.count(before)
        return body.replace(before, after)

    return change


def track(before: str, after: str) -> Callable[[str], str]:
    """Words of a run that are struck out, and others put in, as Word tracks it."""

    def change(body: str) -> str:
        (found,) = re.findall(
            rf"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>[^<]*{re.escape(before)}[^<]*</w:t></w:r>",
            body,
        )
        head, words, tail = re.fullmatch(r"(.*<w:t[^>]*>)([^<]*)(</w:t></w:r>)", found).groups()
        start, end = words.split(before)
        head = head.replace("<w:t>", '<w:t xml:space="preserve">')
        gone = f"<w:del {BY}><w:r><w:delText>{before}</w:delText></w:r></w:del>"
        come = f'<w:ins {BY}><w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:ins>'
        return body.replace(found, f"{head}{start}{tail}{gone}{come}{head}{end}{tail}")

    return change


def paragraph_of(body: str, words: str) -> str:
    """The paragraph of a body that holds some words."""
    return next(one for one in re.findall(r"<w:p[ >].*?</w:p>", body) if words in one)


def changes(found: Review) -> list[Change]:
    return [change for one in found.findings for change in one.changes]


def test_what_came_back_as_it_went_out_has_no_findings(sent: bytes, original: Original) -> None:
    found = review(read(sent), read(sent), original)
    assert found.findings == ()
    assert set(found.counts) == {"same"}
    assert found.counts["same"] > 10


@pytest.mark.parametrize("how", [swap, track])
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("in a year", "in one year",
         Rewording("opening.text.1", "The library lent {loans} in a year.",
                   "The library lent {loans} in one year.")),
        ("every Monday.", "each Monday: come.",
         Rewording("courses.items.1.text", "every Monday.", "each Monday: come.")),
        ("on Sundays", "on Mondays {or} so",
         Rewording("days.text", "It is open on *six* days, and **never** on Sundays.",
                   "It is open on *six* days, and **never** on Mondays \\{or\\} so.")),
        ("six", "seven",
         Rewording("days.text", "It is open on *six* days, and **never** on Sundays.",
                   "It is open on *seven* days, and **never** on Sundays.")),
        ("It is free", "It costs nothing",
         Rewording("free.callout", "It is free.", "It costs nothing.")),
        ("nine", "eight", Rewording("hours.rows.1.2", "nine", "eight")),
        ("12,400", "12,600", Setting("facts.loans.value", "12400", "12600")),
    ],
)  # fmt: skip
def test_changed_words_become_a_change_of_the_briefing(
    sent: bytes, original: Original, how: Callable[[str, str], Callable[[str], str]],
    before: str, after: str, expected: Change,
) -> None:  # fmt: skip
    found = find(sent, original, how(before, after))
    assert changes(found) == [expected]
    (one,) = (one for one in found.findings if one.changes)
    assert one.is_tracked == (how is track)
    assert one.by == ("Ana" if how is track else "")
    assert one.place is not None


def copy_after(words: str, new: str, mark: str = "") -> Callable[[str], str]:
    """The paragraph that holds some words, once more behind it with other words and no bookmark."""

    def change(body: str) -> str:
        paragraph = paragraph_of(body, words)
        bare = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", paragraph)
        runs = re.sub(r"<w:(r|hyperlink)[ >].*</w:\1>", f"<w:r><w:t>{new}</w:t></w:r>", bare)
        return body.replace(paragraph, paragraph + runs + mark)

    return change


def delete(words: str) -> Callable[[str], str]:
    return lambda body: body.replace(paragraph_of(body, words), "")


def add_row(body: str) -> str:
    (row,) = (one for one in re.findall(r"<w:tr[ >].*?</w:tr>", body) if ">Tuesday<" in one)
    bare = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", row)
    return body.replace(row, row + bare.replace("Tuesday", "Sunday").replace(">ten<", ">closed<"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (copy_after("Writing by hand", "Singing"),
         [Insertion("courses.items.2", "after", "Singing")]),
        (copy_after("It is free", "Come: early."), [Insertion("free", "after", '"Come: early."')]),
        (copy_after("What it offers", "At first."), [Insertion("courses", "before", "At first.")]),
        (delete("Sums"), [Removal("courses.items.3", "Sums\n")]),
        (delete("It is free"), [Removal("free", "callout: It is free.\nid: free\n")]),
        (add_row, [Insertion("hours.rows.2", "after", "[Sunday, closed]")]),
    ],
)  # fmt: skip
def test_what_is_new_or_gone_is_put_in_or_taken_out(
    sent: bytes, original: Original, change: Callable[[str], str], expected: list[Change]
) -> None:
    found = find(sent, original, change)
    assert changes(found) == expected
    proposal = propose(original.path, sort_changes(found.findings))
    assert not proposal.conflicts
    assert not proposal.faults
    assert len(proposal.rewrites) == 1


def test_a_tracked_deletion_of_a_paragraph_is_one_that_is_gone(
    sent: bytes, original: Original
) -> None:
    def strike(body: str) -> str:
        paragraph = paragraph_of(body, "Sums")
        struck = re.sub(r"<w:r>(.*?)</w:r>", rf"<w:del {BY}><w:r>\1</w:r></w:del>", paragraph)
        struck = struck.replace("w:t>", "w:delText>")
        properties = f"<w:rPr><w:del {BY}/></w:rPr></w:pPr>"
        return body.replace(paragraph, struck.replace("</w:pPr>", properties, 1))

    found = find(sent, original, strike)
    assert changes(found) == [Removal("courses.items.3", "Sums\n")]
    (one,) = found.findings
    assert (one.kind, one.by, one.is_tracked) == ("gone", "Ana", True)


def test_a_paragraph_that_stands_elsewhere_is_moved(sent: bytes, original: Original) -> None:
    def move(body: str) -> str:
        one, other = paragraph_of(body, "Sums"), paragraph_of(body, "Reading")
        return body.replace(one, "").replace(other, one + other)

    found = find(sent, original, move)
    assert [(one.kind, one.at) for one in found.findings] == [("moved", "courses.items.3")]
    assert found.counts["moved"] == 1


def test_what_is_only_set_otherwise_is_said_and_not_written(
    sent: bytes, original: Original
) -> None:
    def embolden(body: str) -> str:
        return body.replace("<w:r><w:t>Sums</w:t>", "<w:r><w:rPr><w:b/></w:rPr><w:t>Sums</w:t>")

    (one,) = find(sent, original, embolden).findings
    assert (one.kind, one.at, one.changes) == ("formatting", "courses.items.3", ())


def test_words_that_the_program_makes_are_left_to_a_person(sent: bytes, original: Original) -> None:
    found = find(sent, original, delete("Hours"))
    assert found.findings
    assert changes(found) == []
    assert all(one.why for one in found.findings)


COMMENTS = f"""\
<w:comments xmlns:w="{NAMESPACE}"><w:comment {BY.replace("900", "5")}>\
<w:p><w:r><w:t>Is this: still so?</w:t></w:r></w:p></w:comment></w:comments>"""


def remark(body: str) -> str:
    paragraph = paragraph_of(body, "It is free")
    start = paragraph.index("<w:r>")
    end = paragraph.rindex("</w:r>") + len("</w:r>")
    return body.replace(
        paragraph,
        f'{paragraph[:start]}<w:commentRangeStart w:id="5"/>{paragraph[start:end]}'
        f'<w:commentRangeEnd w:id="5"/>{paragraph[end:]}',
    )


def test_a_comment_stands_beside_its_block_and_in_no_file(
    sent: bytes, original: Original, tmp_path: Path
) -> None:
    found = find(sent, original, remark, comments=COMMENTS)
    said = "Ana, 2024-10-01 on “It is free.”: Is this: still so?"
    assert changes(found) == [Listing("free.comments", (), (said,))]
    copy = apply(original, found, tmp_path)
    assert said in (copy.path / "briefing.yaml").read_text(encoding="utf-8")
    assert all(b"still so" not in part for part in unpack(make(copy)).values())
    again = find(sent, copy, remark, comments=COMMENTS)
    assert [one.why for one in again.findings] == ["It stands in the briefing already."]


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def apply(original: Original, found: Review, tmp_path: Path) -> Original:
    """A copy of the briefing with everything that was found written into it."""
    path = tmp_path / "sample"
    shutil.copytree(original.path, path)
    moved = Original(path, content.read(path), original.audience, original.language)
    proposal = propose(path, sort_changes(found.findings))
    assert not proposal.conflicts
    for rewrite in proposal.rewrites:
        rewrite.path.write_text(rewrite.after, encoding="utf-8")
    return Original(path, content.read(path), moved.audience, moved.language)


def many(body: str) -> str:
    for one in (
        track("in a year", "in each year"), swap("310", "320"), swap("every Monday", "each Monday"),
        copy_after("Sums", "Singing"), delete("Writing by hand"),
        swap(">ten<", ">eleven<"), add_row_of, track("It is free", "It costs nothing"),
        swap("What it offers", "What there is"),
    ):  # fmt: skip
        body = one(body)
    return body


def add_row_of(body: str) -> str:
    return add_row(body.replace(">eleven<", ">ten<")).replace(">ten<", ">eleven<")


def test_what_was_written_home_prints_what_came_back(
    sent: bytes, original: Original, tmp_path: Path
) -> None:
    returned = edit(sent, many)
    found = review(read(sent), read(returned), original)
    copy = apply(original, found, tmp_path)
    assert len(changes(found)) == 9
    assert list_texts(make(copy)) == list_texts(returned)
    assert review(read(sent), read(returned), copy).findings == ()


def list_texts(data: bytes) -> list[str]:
    """What a Word file says when all is accepted, paragraph by paragraph."""
    return [squeeze(one.text) for one in accept(read(data).paragraphs) if one.text.strip()]


def test_a_change_of_what_was_changed_meanwhile_keeps_both(
    sent: bytes, original: Original, tmp_path: Path
) -> None:
    meanwhile = find(sent, original, swap("The library lent", "Our library lent"))
    copy = apply(original, meanwhile, tmp_path)
    found = review(read(sent), read(edit(sent, swap("in a year", "in one year"))), copy)
    assert changes(found) == [
        Rewording("opening.text.1", "Our library lent {loans} in a year.",
                  "Our library lent {loans} in one year.")
    ]  # fmt: skip


def test_two_reviewers_are_merged_and_where_both_touch_the_same_words_neither_is_written(
    sent: bytes, original: Original
) -> None:
    ana, ben = (
        find(sent, original, lambda body, changes=changes: _all(body, *changes)).findings
        for changes in (
            (track("in a year", "in one year"), track("nine", "eight")),
            (track("The library", "Our library"), track("nine", "seven"), track("six", "five")),
        )
    )
    combined = combine((ana, ben))
    assert [change for one in combined for change in one.changes] == [
        Rewording("opening.text.1", "The library lent {loans} in a year.",
                  "Our library lent {loans} in one year."),
        Rewording("days.text", "It is open on *six* days, and **never** on Sundays.",
                  "It is open on *five* days, and **never** on Sundays."),
    ]  # fmt: skip
    clash = [one for one in combined if one.at == "hours.rows.1.2"]
    assert [one.after for one in clash] == ["eight", "seven"]
    assert all("choose one" in one.why for one in clash)


def _all(body: str, *changes: Callable[[str], str]) -> str:
    for change in changes:
        body = change(body)
    return body


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no Word file"),
        (b"%PDF-1.7", "no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read(data)


def test_a_file_with_entities_is_refused(sent: bytes) -> None:
    def declare(body: str) -> str:
        return re.sub(r"(<\?xml.*?\?>)", r'\1<!DOCTYPE a [<!ENTITY b "c">]>', body, count=1)

    with pytest.raises(UnreadableError, match="entities"):
        read(edit(sent, declare))


@pytest.mark.parametrize("said", [{}, {"Briefing": "../up", "Audience": "full"}])
def test_a_file_of_no_edition_is_refused(said: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(NotOursError):
        find_kept(tmp_path, said)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_what_libreoffice_saved_says_the_same(
    sent: bytes, original: Original, tmp_path: Path
) -> None:
    file = tmp_path / "in" / "sent.docx"
    file.parent.mkdir()
    file.write_bytes(edit(sent, many))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", tmp_path, file],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    direct = review(read(sent), read(file.read_bytes()), original)
    found = review(read(sent), read((tmp_path / "sent.docx").read_bytes()), original)
    assert changes(found) == changes(direct)
    assert len(changes(found)) == 9


def test_a_paragraph_cut_in_two_is_its_text_and_a_new_one(sent: bytes, original: Original) -> None:
    def cut(body: str) -> str:
        paragraph = paragraph_of(body, "It is free")
        head = re.search(r"<w:pPr>.*?</w:pPr>", paragraph)
        assert head
        half = f"<w:t>It is</w:t></w:r></w:p><w:p>{head[0]}<w:r><w:t>free.</w:t>"
        return body.replace(paragraph, re.sub(r"<w:t[^>]*>It is free\.</w:t>", half, paragraph))

    found = find(sent, original, cut)
    assert changes(found) == [
        Rewording("free.callout", "It is free.", "It is"), Insertion("free", "after", "free.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "printed", "changed", "expected"),
    [
        ("A **very good** idea*.", "A very good idea*.", "A very bad idea*, too.",
         "A **very bad** idea*, too."),
        ("See [the site](https://x.y)[^nca].", "See the site1.", "See our site1.",
         "See [our site](https://x.y)[^nca]."),
        ("Of {a}, {b} went.", "Of 157 men, 20 women went.", "Some went.", "Some went."),
        ("He said “no” – twice.", "He said “no” – twice.", 'He said "no" – thrice.',
         "He said “no” – thrice."),
        ("Go.", "Go.", "Go *now* [x].", "Go \\*now\\* \\[x\\]."),
    ],
)  # fmt: skip
def test_words_change_around_what_is_markup(
    written: str, printed: str, changed: str, expected: str
) -> None:
    merged = merge([Part("", written)], printed, changed)
    assert merged.parts[0].text == expected
    assert merged.touched == ()


def test_a_finding_without_a_change_says_why(sent: bytes, original: Original) -> None:
    found: list[Finding] = list(find(sent, original, many).findings)
    assert found
    assert all(one.changes or one.why for one in found)


def test_the_command_sends_out_and_takes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder(tmp_path / "content", BODY)
    where = ["--content", str(tmp_path / "content"), "--output", str(tmp_path / "output")]
    assert main(["review", "sample", "--out", "--audience", "full", *where]) == 0
    (sent,) = (tmp_path / "output").rglob("*-review.docx")
    assert unpack(sent.read_bytes())["word/settings.xml"].count(b"<w:trackRevisions/>") == 1
    file = tmp_path / "back.docx"
    file.write_bytes(edit(sent.read_bytes(), many))
    capsys.readouterr()
    assert main(["review", str(file), "--templates", str(TEMPLATES), *where]) == 0
    assert "in one year" not in (text := (tmp_path / "content/sample/briefing.yaml").read_text())
    listed = capsys.readouterr().out
    assert "changed by Ana, 2024-10-01    opening.text.1" in listed
    assert main(["review", str(file), "--apply", "--only", "1", *where]) == 0
    assert (tmp_path / "content/sample/briefing.yaml").read_text() == text.replace(
        "in a year", "in each year"
    )
    assert main(["review", str(file), "--apply", *where]) == 0
    capsys.readouterr()
    assert main(["review", str(file), *where]) == 0
    assert "Nothing was changed" in capsys.readouterr().out


def test_what_an_audience_locks_is_locked_in_word_and_never_written(original: Original) -> None:
    reader = replace(original.audience, locked=("offers", "facts"))
    locked = replace(original, audience=reader)
    sent = lock(make(locked), locked.is_locked)
    body = etree.fromstring(unpack(sent)["word/document.xml"])
    held = [one.getparent() for one in body.iter(W + "sdtPr") if one.find(W + "lock") is not None]
    said = {"".join(map(str, one.itertext())) for one in held if one is not None}
    assert {"What it offers", "It is free."} <= said
    assert any("Sums" in one for one in said)
    assert any("Monday" in one for one in said)
    assert not any("A sample" in one or "in a year" in one for one in said)
    found = find(sent, locked, lambda part: swap("nine", "eight")(swap("in a", "in one")(part)))
    assert [one.at for one in found.findings if one.changes] == ["opening.text.1"]
    (left,) = (one for one in found.findings if not one.changes)
    assert (left.at, left.after) == ("hours.rows.1.2", "eight")
    assert "locked" in left.why


def test_each_change_is_asked_about_until_the_reader_stops(tmp_path: Path) -> None:
    path = folder(tmp_path / "content", BODY)
    folders = Folders(tmp_path / "content", TEMPLATES, tmp_path / "output")
    original = Original(path, content.read(path), audience.read(TEMPLATES, "full"), "en")
    file = tmp_path / "back.docx"
    file.write_bytes(edit(make(original), many))
    wanted = ReturnRequest((file,), False, (), "Ana")
    before, asked, answers = (path / "briefing.yaml").read_text(), [], iter("n?yq")

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers)

    assert "1 change written" in take_in(folders, wanted, ask).messages[-2]
    assert (path / "briefing.yaml").read_text() == before.replace("310", "320")
    first, again, second, third = asked
    assert "in each year" in first
    assert "310" in again
    assert again == second
    assert "What there is" in third


def test_a_change_that_was_declined_is_not_asked_about_again(tmp_path: Path) -> None:
    path = folder(tmp_path / "content", BODY)
    folders = Folders(tmp_path / "content", TEMPLATES, tmp_path / "output")
    original = Original(path, content.read(path), audience.read(TEMPLATES, "full"), "en")
    file = tmp_path / "back.docx"
    file.write_bytes(edit(make(original), many))
    wanted = ReturnRequest((file,), False, (), "Ana")

    def ask_all(answers: str) -> tuple[list[str], tuple[str, ...]]:
        asked, left = list[str](), iter(answers)

        def ask(question: str) -> str:
            asked.append(question)
            return next(left)

        return asked, take_in(folders, wanted, ask).messages

    (declined, later), messages = ask_all("nq")
    assert "1 change declined, and not asked about again" in messages[1]
    (listed,) = (tmp_path / "reviews").rglob("*.declined.json")
    assert messages[1].endswith(f"delete {listed.as_posix()}")
    assert ask_all("q")[0] == [later]
    listed.unlink()
    assert ask_all("q")[0] == [declined]


def test_what_is_asked_wrongly_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "nothing.docx"]) == 2
    assert "There is no file nothing.docx" in capsys.readouterr().err
    file = tmp_path / "x.docx"
    file.write_bytes(b"no")
    assert main(["review", str(file)]) == 2
    assert "x.docx isn't read. It is no Word file" in capsys.readouterr().err
