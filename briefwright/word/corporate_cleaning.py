"""One part of an organisation's Word file → what of it is listed, and the names of what isn't."""

from collections.abc import Iterable, Iterator

from lxml import etree

from briefwright.word.closed.grammar import allows_words, find_misplaced
from briefwright.word.ooxml import NAMESPACES, Node, field_runs, name, w

_MOST_PASSES = 40
_FIELD_SIGNS = 3  # where one begins, where its result does, where it ends


def keep_listed_elements(old: Node, kind: str) -> tuple[Node, list[str]]:
    """The root of a part and its kind → a new root of what is listed, and each thing that isn't."""
    tree = _redeclare(old)
    return tree, list(_clean(tree, kind))


def _redeclare(old: Node) -> Node:
    """The root of a part → the same under a root that declares our namespaces and no other."""
    attributes = {str(key): str(value) for key, value in old.attrib.items()}
    new = etree.Element(old.tag, attributes, nsmap={**_spare(old), **NAMESPACES})
    new.text = old.text
    if old.tag.startswith(f"{{{NAMESPACES['w']}}}"):
        new.set(name("mc:Ignorable"), "w14 w15")
    new.extend(list(old))
    etree.cleanup_namespaces(new, keep_ns_prefixes=list(NAMESPACES))
    return new


def _spare(old: Node) -> dict[str, str]:
    """The prefixes that are used below, and that ours doesn't know: their elements are named so."""
    return {str(key): uri for key, uri in old.nsmap.items() if key and key not in NAMESPACES}


def _clean(tree: Node, kind: str) -> Iterator[str]:
    """The root of a part and its kind → each thing that isn't listed, once it is gone."""
    _remove_traces(tree)
    _unwrap(tree)
    yield from _remove_fields(tree)
    for _ in range(_MOST_PASSES):
        misplaced = find_misplaced(tree, kind)
        found = [one for one in misplaced if not one.thing.startswith("the namespace")]
        if not found:
            break
        for one in found:
            yield one.thing
            _remove(one.node, one.attribute, one.thing)
        etree.cleanup_namespaces(tree, keep_ns_prefixes=list(NAMESPACES))
    for holder in (tree, *tree.iter(name("w:tc"))):
        if holder.tag in _WANT_PARAGRAPH and holder.find(f".//{name('w:p')}") is None:
            holder.append(w("p"))


_WANT_PARAGRAPH = frozenset(map(name, ("w:hdr", "w:ftr", "w:tc")))
# An element without one of these says nothing, or nothing sound.
_NEEDED = frozenset(
    name(key)
    for key in ("w:val", "w:type", "w:id", "w:name", "w:styleId", "w:numId", "w:abstractNumId",
                "r:id", "r:embed", "uri")
)  # fmt: skip


def _remove(node: Node, attribute: str, thing: str) -> None:
    holder = node.getparent()
    if attribute and (attribute not in _NEEDED or holder is None):
        del node.attrib[attribute]
    elif thing.startswith("“") and " after <" in thing:
        node.tail = None
    elif thing.startswith("“") and len(node):
        node.text = None
    elif holder is not None:
        holder.remove(node)
    else:
        node.text = None


def _remove_traces(tree: Node) -> None:
    """What Word notes of its own editing, which nobody sees, goes without a word."""
    for node in list(tree.iter(*map(name, _TRACES))):
        replace_node(node, ())
    for node in tree.iter("*"):
        for key in node.attrib:
            if etree.QName(key).localname.startswith(_TRACED):
                del node.attrib[key]


_TRACES = ("w:proofErr", "w:lastRenderedPageBreak", "w:bookmarkStart", "w:bookmarkEnd")
_TRACED = ("rsid", "paraId", "textId", "anchorId", "editId")


def _unwrap(tree: Node) -> None:
    """What wraps what readers see → that alone: controls, tracked insertions, simple fields."""
    for node in reversed(list(tree.iter(*map(name, _WRAPPERS)))):
        inside = node.find(name("w:sdtContent")) if node.tag == name("w:sdt") else node
        replace_node(node, () if inside is None else tuple(inside))
    for node in list(tree.iter(name("w:fldSimple"))):
        instruction = " ".join(node.get(name("w:instr"), "").split())
        replace_node(node, field_runs(instruction, *node.iterchildren(name("w:r"))))


_WRAPPERS = ("w:sdt", "w:ins", "w:moveTo", "w:smartTag", "w:customXml")


def replace_node(node: Node, others: Iterable[Node]) -> None:
    """A node and others → those in its place."""
    holder = node.getparent()
    if holder is not None:
        place = holder.index(node)
        holder.remove(node)
        for offset, one in enumerate(list(others)):
            holder.insert(place + offset, one)


def _remove_fields(tree: Node) -> Iterator[str]:
    """Fields that aren't listed go with their results; the instruction of the others is tidied."""
    for paragraph in tree.iter(name("w:p")):
        held: list[Node] = []
        depth = 0
        for run in list(paragraph.iter(name("w:r"))):
            kinds = [one.get(name("w:fldCharType")) for one in run.iter(name("w:fldChar"))]
            opened = depth + kinds.count("begin")
            if opened:
                held.append(run)
            depth = opened - kinds.count("end")
            if held and depth <= 0:
                yield from _judge_field(held)
                held, depth = [], 0
        for run in held:  # it doesn't end here
            replace_node(run, ())
            yield "a field that doesn't end"


def _judge_field(runs: list[Node]) -> Iterator[str]:
    said = [one for run in runs for one in run.iter(name("w:instrText"))]
    instruction = " ".join("".join(one.text or "" for one in said).split())
    nested = sum(len(list(run.iter(name("w:fldChar")))) for run in runs) > _FIELD_SIGNS
    if nested or not allows_words(name("w:instrText"), f" {instruction} "):
        yield f"the field {instruction.partition(' ')[0].upper() or 'without a name'}"
        for run in runs:
            replace_node(run, ())
        return
    for number, one in enumerate(said):
        if number:
            replace_node(one, ())
        else:
            one.text = f" {instruction} "
