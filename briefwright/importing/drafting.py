"""The story: a document → the files of a briefing, and what has no place in it.

What a document says becomes a draft; what the program can't read of that is left out, with the
program's own words for why; and each paragraph of the document is then in the draft or left over.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefwright.audience import Audience
from briefwright.importing.draft import Block, Draft, Figure, LeftOver, Section, list_block, walk
from briefwright.importing.files import Metadata, Offers, write_folder
from briefwright.importing.markup import clean
from briefwright.importing.offering import offer_facts
from briefwright.importing.outline import Outline, Paragraph, Picture, Role, Table
from briefwright.importing.shaping import shape
from briefwright.importing.trial import Trial, list_faulty
from briefwright.problems import ContentError

LEFT_OVER = "left-over.md"
_TRIES = 50

_REASONS: Mapping[Role, str] = {
    "contents": "The program makes the table of contents.",
    "margin": "The program makes the heads and feet of pages.",
    "deleted": "It was deleted, and the deletion tracked.",
    "hidden": "It was hidden.",
    "comment": "It is a reviewer's remark; no edition prints one.",
    "embedded": "What another program made isn't read. Put it in as a picture or a table.",
    "property": "A briefing has no key for it.",
}
_UNPLACED = "There is no place for it in a briefing."


@dataclass(frozen=True)
class Made:
    """A new briefing: its files by path, how many paragraphs are in it, what is left over."""

    files: Mapping[str, bytes]
    placed: int
    left_over: tuple[LeftOver, ...]


def make_draft(outline: Outline, metadata: Metadata, audience: Audience) -> Made:
    """What a document says, what is known apart from it, who reads it in a trial → the briefing.

    Errors: ContentError for what is wrong with the briefing as a whole.
    """
    shaped = shape(outline)
    draft, trial, reasons = _drop_faults(shaped, metadata)
    placed = frozenset(draft.paragraphs())
    paragraphs = tuple(outline.paragraphs())
    unplaced = (
        LeftOver(clean(one.text).strip(), reasons.get(one) or _REASONS.get(one.role, _UNPLACED))
        for one in paragraphs
        if one not in placed
    )
    left_over = (*unplaced, *draft.left_over)
    offers = offer_facts(draft, metadata, audience, trial)
    files = dict(write_folder(draft, metadata, offers).encode())
    if left_over:
        files[LEFT_OVER] = _write_left_over(left_over).encode()
    return Made(files, sum(one in placed for one in paragraphs), left_over)


def _drop_faults(draft: Draft, metadata: Metadata) -> tuple[Draft, Trial, Mapping[Paragraph, str]]:
    """A draft → it without the blocks that the program can't read, its files, why each went."""
    reasons: dict[Paragraph, str] = {}
    for _ in range(_TRIES):
        trial = Trial(write_folder(draft, metadata, Offers()))
        if trial.briefing is not None:
            return draft, trial, reasons
        faulty = {
            line.block: problem.message
            for line, problem in list_faulty(trial)
            if line.block is not None
        }
        kept = tuple(_without(draft.blocks, faulty))
        if kept == draft.blocks:
            break
        for block, message in faulty.items():
            reasons |= {one: message for inner in walk((block,)) for one in list_block(inner)}
        gone = tuple(_name_figures(faulty))
        draft = replace(draft, blocks=kept, left_over=(*draft.left_over, *gone))
    raise ContentError(trial.faults)


def _without(blocks: tuple[Block, ...], faulty: Collection[Block]) -> Iterator[Block]:
    for block in blocks:
        if block in faulty:
            continue
        if isinstance(block, Section):
            body = tuple(_without(block.body, faulty))
            yield block if body == block.body else replace(block, body=body)
        else:
            yield block


def _name_figures(faulty: Mapping[Block, str]) -> Iterator[LeftOver]:
    """Blocks and why each went → their pictures and charts, which are no paragraphs."""
    for block, message in faulty.items():
        for one in walk((block,)):
            if isinstance(one, Figure) and not isinstance(one.shown, Table):
                named = one.shown.name if isinstance(one.shown, Picture) else "A chart"
                yield LeftOver(named, message)


def _write_left_over(left_over: Sequence[LeftOver]) -> str:
    """What has no place → a page of it, by the reasons."""
    lines = ["# Left over", "", "What the document says and the briefing doesn't, and why."]
    for reason in dict.fromkeys(one.reason for one in left_over):
        lines += ["", f"## {reason}", ""]
        lines += [f"- {one.words}" for one in left_over if one.reason == reason]
    return "\n".join((*lines, ""))
