"""A finished PDF → the same with something in it that no PDF of ours has.

Each change is one that a person or a program could make by hand; what it makes is a sound PDF.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tampering.saving import save

Pick = Callable[[Pdf], Any]  # a PDF → one of its dictionaries
Change = Callable[[Pdf], None]


def _element(pdf: Pdf, kind: str) -> Any:
    return next(one for one in _dictionaries(pdf) if one.get("/S") == kind and "/P" in one)


def _dictionaries(pdf: Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary | Stream)]


def _typed(pdf: Pdf, key: str, value: str) -> Any:
    return next(one for one in _dictionaries(pdf) if one.get(key) == value)


# One dictionary of each kind that a PDF of ours has.
PLACES: Mapping[str, Pick] = {
    "catalog": lambda pdf: pdf.Root,
    "marking": lambda pdf: pdf.Root.MarkInfo,
    "viewer preferences": lambda pdf: pdf.Root.ViewerPreferences,
    "names": lambda pdf: pdf.Root.Names,
    "places": lambda pdf: pdf.Root.Names.Dests,
    "attachments": lambda pdf: pdf.Root.Names.EmbeddedFiles,
    "metadata": lambda pdf: pdf.Root.Metadata,
    "information": lambda pdf: pdf.trailer.Info,
    "output intent": lambda pdf: pdf.Root.OutputIntents[0],
    "profile": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile,
    "pages": lambda pdf: pdf.Root.Pages,
    "first page": lambda pdf: pdf.pages[0].obj,
    "last page": lambda pdf: pdf.pages[-1].obj,
    "drawing": lambda pdf: pdf.pages[0].obj.Contents,
    "resources": lambda pdf: pdf.pages[0].obj.Resources,
    "colour spaces": lambda pdf: pdf.pages[0].obj.Resources.ColorSpace,
    "colour space": lambda pdf: pdf.pages[0].obj.Resources.ColorSpace["/lab-d50"][1],
    "graphics state": lambda pdf: pdf.pages[0].obj.Resources.ExtGState["/a1.0"],
    "font": lambda pdf: _typed(pdf, "/Subtype", "/Type0"),
    "glyphs": lambda pdf: _typed(pdf, "/Subtype", "/Type0").DescendantFonts[0],
    "font descriptor": lambda pdf: _typed(pdf, "/Type", "/FontDescriptor"),
    "font file": lambda pdf: _typed(pdf, "/Type", "/FontDescriptor").FontFile2,
    "glyph numbers": lambda pdf: _typed(pdf, "/Subtype", "/Type0").DescendantFonts[0].CIDSystemInfo,
    "letters": lambda pdf: _typed(pdf, "/Subtype", "/Type0").ToUnicode,
    "picture": lambda pdf: _typed(pdf, "/Subtype", "/Image"),
    "link": lambda pdf: _typed(pdf, "/Subtype", "/Link"),
    "border": lambda pdf: _typed(pdf, "/Subtype", "/Link").BS,
    "address": lambda pdf: _linked(pdf).A,
    "outline": lambda pdf: pdf.Root.Outlines,
    "bookmark": lambda pdf: pdf.Root.Outlines.First,
    "file": lambda pdf: pdf.Root.AF[0],
    "bytes of a file": lambda pdf: pdf.Root.AF[0].EF,
    "table": lambda pdf: pdf.Root.AF[0].EF.F,
    "about a file": lambda pdf: pdf.Root.AF[0].EF.F.Params,
    "structure": lambda pdf: pdf.Root.StructTreeRoot,
    "parents": lambda pdf: pdf.Root.StructTreeRoot.ParentTree,
    "identifiers": lambda pdf: pdf.Root.StructTreeRoot.IDTree,
    "document": lambda pdf: pdf.Root.StructTreeRoot.K,
    "heading": lambda pdf: _element(pdf, "/H2"),
    "paragraph": lambda pdf: _element(pdf, "/P"),
    "figure": lambda pdf: _element(pdf, "/Figure"),
    "box of a figure": lambda pdf: _element(pdf, "/Figure").A,
    "list": lambda pdf: _element(pdf, "/L").A,
    "cell": lambda pdf: _element(pdf, "/TD").A,
    "object": lambda pdf: next(
        kid for kid in _element(pdf, "/Link").K if isinstance(kid, Dictionary)
    ),
}  # fmt: skip


def _linked(pdf: Pdf) -> Any:
    return next(one for one in _dictionaries(pdf) if "/A" in one and one.get("/Subtype") == "/Link")


def _script(pdf: Pdf) -> Any:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


# What may be put into any of them.
GUESTS: Mapping[str, Callable[[Pdf], tuple[str, Any]]] = {
    "a text": lambda pdf: ("/Remark", String("A secret word")),
    "a script": lambda pdf: ("/AA", Dictionary(O=_script(pdf))),
    "a stream": lambda pdf: ("/PieceInfo", pdf.make_stream(b"A secret word")),
}


def add(data: bytes, place: str, guest: str) -> bytes:
    """A PDF, a kind of dictionary and what to put into it → the PDF with it."""

    def change(pdf: Pdf) -> None:
        key, value = GUESTS[guest](pdf)
        PLACES[place](pdf)[key] = value

    return changed(data, change)


def changed(data: bytes, change: Change) -> bytes:
    """A PDF and a change → the PDF with it, written as if nothing had happened."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return save(pdf)


# ----------------------------------------------------------------- values


def _set(place: str, key: str, value: Any) -> Change:
    def change(pdf: Pdf) -> None:
        PLACES[place](pdf)[key] = value(pdf) if callable(value) else value

    return change


def _drop(place: str, key: str) -> Change:
    def change(pdf: Pdf) -> None:
        del PLACES[place](pdf)[key]

    return change


def _append(pick: Pick, *entries: Callable[[Pdf], Any]) -> Change:
    def change(pdf: Pdf) -> None:
        for entry in entries:
            pick(pdf).append(entry(pdf))

    return change


def _annotation(kind: str, **keys: Any) -> Callable[[Pdf], Any]:
    return lambda pdf: pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([50, 50, 90, 90]), F=4, **keys
        )
    )


def _action(kind: str, **keys: Any) -> Any:
    return Dictionary(Type=Name.Action, S=Name(f"/{kind}"), **keys)


VALUES: Mapping[str, Change] = {
    "an action when it opens": _set("catalog", "/OpenAction", _script),
    "a way when it opens": _set(
        "catalog", "/OpenAction", lambda pdf: Array([pdf.pages[-1].obj, Name.Fit])
    ),
    "a form to fill in": _set("catalog", "/AcroForm", Dictionary(Fields=Array())),
    "layers": _set("catalog", "/OCProperties", Dictionary(OCGs=Array(), D=Dictionary())),
    "a page mode": _set("catalog", "/PageMode", Name.FullScreen),
    "a page layout": _set("catalog", "/PageLayout", Name.TwoColumnLeft),
    "other page labels": _set(
        "catalog", "/PageLabels", Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    ),
    "a collection": _set("catalog", "/Collection", Dictionary(View=Name.D)),
    "permissions": _set("catalog", "/Perms", Dictionary()),
    "a role map": _set("structure", "/RoleMap", Dictionary(H1=Name.P)),
    "a class map": _set("structure", "/ClassMap", Dictionary(x=Dictionary(O=Name.Layout))),
    "not marked": _set("marking", "/Marked", value=False),
    "suspect": _set("marking", "/Suspects", value=True),
    "its title not shown": _set("viewer preferences", "/DisplayDocTitle", value=False),
    "its menu hidden": _set("viewer preferences", "/HideMenubar", value=True),
    "no language": _drop("catalog", "/Lang"),
    "a language that is none": _set("catalog", "/Lang", String("a secret word")),
    "no structure": _drop("catalog", "/StructTreeRoot"),
    "no output intent": _drop("catalog", "/OutputIntents"),
    "no metadata": _drop("catalog", "/Metadata"),
    "scripts by name": _set("names", "/JavaScript", Dictionary(Names=Array())),
    "pages by name": _set("names", "/Pages", Dictionary(Names=Array())),
    "a page turned": _set("first page", "/Rotate", 180),
    "a page cropped": _set("first page", "/CropBox", Array([0, 0, 200, 200])),
    "a page scaled": _set("first page", "/UserUnit", 2),
    "a page of a billion points": _set("first page", "/MediaBox", Array([0, 0, 10**9, 10**9])),
    "a page's contents in parts": _set(
        "first page", "/Contents", lambda pdf: Array([pdf.pages[0].obj.Contents])
    ),
    "a page without resources": _drop("first page", "/Resources"),
    "a page's own metadata": _set(
        "first page", "/Metadata", lambda pdf: pdf.make_stream(b"<x/>")
    ),
    "a thumbnail": _set("first page", "/Thumb", lambda pdf: pdf.make_stream(b"\0")),
    "a page shown for a second": _set("first page", "/Dur", 1),
    "a transition": _set("first page", "/Trans", Dictionary(S=Name.Fly)),
    "another order of tabs": _set("first page", "/Tabs", Name.R),
    "two output intents": _append(
        lambda pdf: pdf.Root.OutputIntents, lambda pdf: pdf.Root.OutputIntents[0]
    ),
    "another profile": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"\0" * 99),
    "letters seen through": _set("graphics state", "/ca", 0),
    "a soft mask": _set("graphics state", "/SMask", Name("/None")),
    "a blend mode": _set("graphics state", "/BM", Name.Multiply),
    "overprint": _set("graphics state", "/OP", value=True),
    "a line width of its own": _set("graphics state", "/LW", 0),
    "a font that isn't embedded": _drop("font descriptor", "/FontFile2"),
    "a font that isn't subset": _set("font", "/BaseFont", Name.Helvetica),
    "a simple font": _set("font", "/Subtype", Name.TrueType),
    "another encoding": _set("font", "/Encoding", Name("/Identity-V")),
    "no letters": _drop("font", "/ToUnicode"),
    "glyphs in another order": _set(
        "glyphs", "/CIDToGIDMap", lambda pdf: pdf.make_stream(bytes(131072))
    ),
    "another collection of glyphs": _set("glyph numbers", "/Ordering", String("Japan1")),
    "a widths' default": _set("glyphs", "/DW", 0),
    "a remark in the letters": lambda pdf: edit(
        PLACES["letters"](pdf), lambda text: text.replace(b"begincmap", b"begincmap\n% secret")
    ),
    "a program in the letters": lambda pdf: edit(
        PLACES["letters"](pdf), lambda text: text + b"\n(secret) pop\n"
    ),
    "bytes behind a font": lambda pdf: edit(
        PLACES["font file"](pdf), lambda font: font + b"A secret word"
    ),
    "a picture seen through": _set("picture", "/Mask", Array([0, 0, 0, 0, 0, 0])),
    "a picture with its colours turned": _set(
        "picture", "/Decode", Array([1, 0, 1, 0, 1, 0])
    ),
    "another picture for the screen": _set("picture", "/Alternates", Array()),
    "a mask for a picture": _set("picture", "/ImageMask", value=True),
    "packed otherwise": _set("picture", "/Filter", Name.LZWDecode),
    "a link to a file": lambda pdf: _into_link(pdf, _action("Launch", F=String("x.exe"))),
    "a link to a script": lambda pdf: _into_link(pdf, _script(pdf)),
    "a link to another file": lambda pdf: _into_link(
        pdf, _action("GoToR", F=String("x.pdf"), D=Array([0, Name.Fit]))
    ),
    "a link to an attached file": lambda pdf: _into_link(pdf, _action("GoToE", D=String("x"))),
    "a link that sends a form": lambda pdf: _into_link(
        pdf, _action("SubmitForm", F=String("https://x.example"))
    ),
    "a link by name": lambda pdf: _into_link(pdf, _action("Named", N=Name.Print)),
    "a link that hides": lambda pdf: _into_link(pdf, _action("Hide", T=String("x"))),
    "a link and one more": lambda pdf: _into_link(
        pdf, _action("URI", URI=String("https://x.example"), Next=_script(pdf))
    ),
    "a link to a program": lambda pdf: _into_link(
        pdf, _action("URI", URI=String("javascript:alert(1)"))
    ),
    "a link to a folder": lambda pdf: _into_link(
        pdf, _action("URI", URI=String("file:///etc/passwd"))
    ),
    "a link with an address in parts": lambda pdf: _into_link(
        pdf, _action("URI", URI=String("https://x.example"), IsMap=True)
    ),
    "a link that nobody sees": _set("link", "/F", 2),
    "a link that isn't printed": _set("link", "/F", 0),
    "a link with a frame": _set("border", "/W", 3),
    "a link with an appearance": _set("link", "/AP", Dictionary()),
    "a link with a colour": _set("link", "/C", Array([1, 0, 0])),
    "a link with a remark": _set("link", "/T", String("A secret word")),
    "a link with a date": _set("link", "/M", String("D:20240101")),
    "a note stuck on": _append(lambda pdf: _annotations(pdf), _annotation("Text")),
    "words typed over": _append(
        lambda pdf: _annotations(pdf),
        _annotation("FreeText", Contents=String("x"), DA=String("/F 9 Tf")),
    ),
    "a box drawn over": _append(lambda pdf: _annotations(pdf), _annotation("Square")),
    "a highlight": _append(lambda pdf: _annotations(pdf), _annotation("Highlight")),
    "words struck out": _append(lambda pdf: _annotations(pdf), _annotation("StrikeOut")),
    "a stamp": _append(lambda pdf: _annotations(pdf), _annotation("Stamp", Name=Name.Draft)),
    "a redaction": _append(lambda pdf: _annotations(pdf), _annotation("Redact")),
    "a film on a screen": _append(lambda pdf: _annotations(pdf), _annotation("Screen")),
    "a file pinned on": _append(lambda pdf: _annotations(pdf), _annotation("FileAttachment")),
    "a film": _append(lambda pdf: _annotations(pdf), _annotation("RichMedia")),
    "a watermark": _append(lambda pdf: _annotations(pdf), _annotation("Watermark")),
    "a pop-up": _append(lambda pdf: _annotations(pdf), _annotation("Popup")),
    "a bookmark to a script": lambda pdf: _bookmark_action(pdf, _script(pdf)),
    "a bookmark to the web": lambda pdf: _bookmark_action(
        pdf, _action("URI", URI=String("https://x.example"))
    ),
    "a bookmark in red": _set("bookmark", "/C", Array([1, 0, 0])),
    "a bookmark in bold": _set("bookmark", "/F", 2),
    "a program attached": lambda pdf: _attach(pdf, "x.exe", "/application/x-msdownload"),
    "a text attached": lambda pdf: _attach(pdf, "x.txt", "/text/plain"),
    "a file named otherwise": _set("file", "/UF", String("x.exe")),
    "an unspecified file": _set("file", "/AFRelationship", Name.Unspecified),
    "a file for the page": _set("first page", "/AF", lambda pdf: pdf.Root.AF),
    "bytes of another system": _set("bytes of a file", "/Mac", lambda pdf: pdf.Root.AF[0].EF.F),
    "a heading expanded": _set("heading", "/E", String("A secret word")),
    "a heading's actual text": _set("heading", "/ActualText", String("A secret word")),
    "a paragraph's actual text": _set("paragraph", "/ActualText", String("A secret word")),
    "a paragraph with an alt text of another kind": _set("paragraph", "/T", String("Secret")),
    "a paragraph of a type of its own": _set("paragraph", "/S", Name.Secret),
    "a paragraph as an artifact": _set("paragraph", "/S", Name.Artifact),
    "a paragraph with a revision": _set("paragraph", "/R", 2),
    "a paragraph of a class": _set("paragraph", "/C", Name.x),
    "a paragraph with an owner of its own": _set(
        "paragraph", "/A", Dictionary(O=Name("/CSS-2.00"), display=Name.none)
    ),
    "a paragraph hidden by the layout": _set(
        "paragraph", "/A", Dictionary(O=Name.Layout, Height=0)
    ),
    "a list counted otherwise": _set("list", "/ListNumbering", Name.Secret),
    "a cell that spans nothing": _set("cell", "/ColSpan", -1),
    "a cell with a summary": _set("cell", "/Summary", String("A secret word")),
}  # fmt: skip


def edit(stream: Any, change: Callable[[bytes], bytes]) -> None:
    """A stream and a change of what is in it → the stream with that."""
    stream.write(change(bytes(stream.read_bytes())))


def _into_link(pdf: Pdf, action: Any) -> None:
    _linked(pdf).A = action


def _annotations(pdf: Pdf) -> Any:
    return next(page.obj.Annots for page in pdf.pages if "/Annots" in page.obj)


def _bookmark_action(pdf: Pdf, action: Any) -> None:
    del pdf.Root.Outlines.First["/Dest"]
    pdf.Root.Outlines.First.A = action


def _attach(pdf: Pdf, name: str, kind: str) -> None:
    stream = pdf.make_stream(b"MZ", Type=Name.EmbeddedFile, Subtype=Name(kind))
    stream.Params = Dictionary(Size=2)
    file = Dictionary(
        Type=Name.Filespec, F=String(name), UF=String(name), Desc=String(""),
        EF=Dictionary(F=stream, UF=stream), AFRelationship=Name.Data,
    )  # fmt: skip
    pdf.Root.Names.EmbeddedFiles.Names.extend([String(name), pdf.make_indirect(file)])
