"""An address of a briefing → what people call what stands there."""

from collections.abc import Iterator

from briefwright.model import addresses
from briefwright.model.dictionary import KIND_OF, Annex, Aside, Blocks, Briefing, Section
from briefwright.service.editor import editions
from briefwright.service.editor.fields import call, describe_kind
from briefwright.service.editor.origins import call_fact, list_prefixes
from briefwright.service.seen import SeenSource


def name_places(source: SeenSource, ats: tuple[str, ...]) -> dict[str, str]:
    """A briefing's folder and addresses in it → what each is called; of what is gone, itself."""
    briefing = editions.read_draft(source)
    blocks = dict(_name_blocks(briefing.body, "", ""))
    return {at: _name_place(briefing, blocks, at) for at in ats}


def _name_place(briefing: Briefing, blocks: dict[str, str], at: str) -> str:
    start, _, rest = at.partition(".")
    name, _, key = rest.partition(".")
    match start:
        case "briefing":
            return f"Title page: {call(rest).lower()}"
        case "facts" if name in briefing.facts:
            return _join(f"Number {call_fact(briefing, name)}", key)
        case "names" | "sources":
            return _join(f"{start.removesuffix('s').capitalize()} “{name}”", key)
    block = next((one for one in list_prefixes(at) if one in blocks), "")
    return _join(blocks[block], at[len(block) + 1 :]) if block else at


def _join(called: str, rest: str) -> str:
    """What holds it, the rest of an address → both."""
    words = " ".join(part if part.isdigit() else call(part).lower() for part in rest.split("."))
    return f"{called}: {words}" if words else called


def _name_blocks(body: Blocks, parent: str, heading: str) -> Iterator[tuple[str, str]]:
    """Blocks, the address and the heading of what holds them → each address, what it is called."""
    for at, block in addresses.children(body, parent):
        kind = describe_kind(KIND_OF[type(block)])[0]
        match block:
            case Section(section=title) | Annex(annex=title):
                yield at, f"{kind} “{title.source}”"
                yield from _name_blocks(block.body, at, title.source)
            case Aside():
                yield at, kind
                yield from _name_blocks(block.body, at, heading)
            case _:
                yield at, f"{kind} in “{heading}”" if heading else kind
