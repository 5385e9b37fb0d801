"""Withheld texts in other dress: how words, names and numbers can be written so that people still
read them, and where the bytes of a finished file can hold them.
"""

import base64
import bz2
import gzip
import io
import lzma
import quopri
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

Change = Callable[[bytes], bytes]

WORDS = "the envoy will offer water at the third round"
NAME = "Quiet Reserve Exchange"
SHORT = "QRX"
NUMBER = "4,321"


# ----------------------------------------------------------------- how a text can be written

_CYRILLIC = str.maketrans("aeopcxyiTHKBMAEO", "аеорсхуіТНКВМАЕО")
_GREEK = str.maketrans("oavuEHKMNOTX", "οανυΕΗΚΜΝΟΤΧ")


def _shifted(text: str, small: int, capital: int) -> str:
    """Letters → the same in another block of Unicode, by where that begins."""
    return "".join(
        chr(small + ord(sign) - 97)
        if "a" <= sign <= "z"
        else chr(capital + ord(sign) - 65) if "A" <= sign <= "Z" else sign
        for sign in text
    )  # fmt: skip


def between(sign: str) -> Callable[[str], str]:
    """A sign → what puts it between all letters of a text."""
    return lambda text: sign.join(text)


def instead_of_blanks(sign: str) -> Callable[[str], str]:
    return lambda text: text.replace(" ", sign)


WRITTEN: dict[str, Callable[[str], str]] = {
    "in capitals": str.upper,
    "in title case": str.title,
    "with swapped case": str.swapcase,
    "in fullwidth forms": lambda text: _shifted(text, 0xFF41, 0xFF21),
    "in mathematical bold": lambda text: _shifted(text, 0x1D41A, 0x1D400),
    "in mathematical italic sans": lambda text: _shifted(text, 0x1D622, 0x1D608),
    "in monospace": lambda text: _shifted(text, 0x1D68A, 0x1D670),
    "in circled letters": lambda text: _shifted(text, 0x24D0, 0x24B6),
    "in double-struck letters": lambda text: _shifted(text.lower(), 0x1D552, 0x1D538),
    "with Cyrillic letters": lambda text: text.translate(_CYRILLIC),
    "with Greek letters": lambda text: text.translate(_GREEK),
    "with a long s": lambda text: text.replace("s", "ſ"),
    "with a dotless i": lambda text: text.replace("i", "ı"),
    "with accents": lambda text: "".join(f"{sign}\u0301" for sign in text),
    "with letters struck through": lambda text: "".join(f"{sign}\u0336" for sign in text),
    "with ligatures": lambda text: text.replace("ff", "ﬀ").replace("fi", "ﬁ"),
    "with l for i": lambda text: text.replace("i", "l"),
    "with zeros for o": lambda text: text.replace("o", "0"),
    "with ones for l": lambda text: text.replace("l", "1"),
    "with soft hyphens": between("\u00ad"),
    "with signs without width": between("\u200b"),
    "with joiners": between("\u200d"),
    "with word joiners": between("\u2060"),
    "with marks of order": between("\ufeff"),
    "with variation selectors": between("\ufe0f"),
    "with tags": between("\U000e0061"),
    "with combining grapheme joiners": between("\u034f"),
    "with Hangul fillers": between("\u3164"),
    "with nulls": between("\0"),
    "in spaced letters": between(" "),
    "in letters with points": between("."),
    "in letters with hyphens": between("-"),
    "in letters with middle points": between("·"),
    "in letters with underscores": between("_"),
    "in letters with strokes": between("/"),
    "letter below letter": between("\n"),
    "without blanks": instead_of_blanks(""),
    "with hyphens for blanks": instead_of_blanks("-"),
    "with points for blanks": instead_of_blanks("."),
    "with underscores for blanks": instead_of_blanks("_"),
    "with tabs for blanks": instead_of_blanks("\t"),
    "with hard blanks": instead_of_blanks("\u00a0"),
    "with wide blanks": instead_of_blanks("\u3000"),
    "with dashes": instead_of_blanks(" — "),
    "with commas": instead_of_blanks(", "),
    "word below word": instead_of_blanks("\n"),
    "with quotation marks": lambda text: "“" + text.replace(" ", "” “") + "”",
    "with asterisks": lambda text: "**" + text.replace(" ", "** **") + "**",
    "from behind": lambda text: text[::-1],
    "from behind after an override": lambda text: f"\u202e{text[::-1]}\u202c",
    "in reverse order": lambda text: " ".join(reversed(text.split())),
    "each word from behind": lambda text: " ".join(word[::-1] for word in text.split())[::-1],
    "percent-encoded": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "with percent signs for blanks": quote,
    "percent-encoded twice": lambda text: quote(quote(text)),
    "in base64": lambda text: base64.b64encode(text.encode()).decode(),
    "in base64 within a text": lambda text: f"See {base64.b64encode(text.encode()).decode()} here",
    "in base64 without padding": lambda text: base64.b64encode(text.encode()).decode().rstrip("="),
    "in base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "in base64 in lines": lambda text: base64.encodebytes(f"{text} {text}".encode()).decode(),
    "in base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "in base64 of base64": lambda text: base64.b64encode(
        base64.b64encode(text.encode())
    ).decode(),
    "in base32": lambda text: base64.b32encode(text.encode()).decode(),
    "in base85": lambda text: base64.b85encode(text.encode()).decode(),
    "in Ascii85": lambda text: base64.a85encode(text.encode()).decode(),
    "in hexadecimal digits": lambda text: text.encode().hex(),
    "in pairs of hexadecimal digits": lambda text: text.encode().hex(" "),
    "in hexadecimal digits with colons": lambda text: text.encode().hex(":"),
    "in escapes of bytes": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "in octal escapes": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "in escapes of Unicode": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "in code points": lambda text: " ".join(f"U+{ord(sign):04X}" for sign in text),
    "in entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "in hexadecimal entities": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "in escapes of Excel": lambda text: "".join(f"_x{ord(sign):04X}_" for sign in text),
    "in quoted-printable": lambda text: quopri.encodestring(
        "".join(f"={byte:02X}" for byte in text.encode()).encode()
    ).decode().replace("=3D", "="),
}  # fmt: skip

# How a name can be written besides.
NAMED: dict[str, str] = {
    "with points": "Q.R.X.",
    "with hyphens": "Q-R-X",
    "with blanks": "Q R X",
    "possessive": "QRX's",
    "possessive with a curly apostrophe": "QRX’s",
    "plural": "QRXs",
    "long, possessive": "Quiet Reserve Exchange's",
    "long, plural": "Quiet Reserve Exchanges",
    "long, plural within": "Quiet Reserves Exchange",
    "long with hyphens": "Quiet-Reserve-Exchange",
    "in camel case": "QuietReserveExchange",
    "in snake case": "quiet_reserve_exchange",
    "cut at a line's end": "Quiet Reserve Ex-\nchange",
    "in brackets": "(QRX)",
    "short, from behind": "XRQ",
    "short, from behind in a text": "as XRQ has it",
    "short, from behind with points": "X.R.Q.",
    "short, from behind in small letters": "xrq",
    "after an underscore": "_QRX_",
}

# How a number can be written besides; the unit of the second is barrels.
NUMBERS: dict[str, str] = {
    "with a comma": "4,321",
    "with a point": "4.321",
    "with a blank": "4 321",
    "with a hard blank": "4\u00a0321",
    "with a narrow blank": "4\u202f321",
    "with a thin blank": "4\u2009321",
    "with an apostrophe": "4'321",
    "with a curly apostrophe": "4’321",
    "with an underscore": "4_321",
    "with a middle point": "4·321",
    "bare": "4321",
    "in thousands": "4.3 thousand",
    "in thousands with a comma": "4,3 тыс.",
    "in thousands, in Russian words": "4,3 тысячи",
    "in thousands, in Kazakh": "4,3 мың",
    "in thousands, to the hundredth": "4.32 thousand",
    "in thousands, glued": "4.3k",
    "behind its unit": "barrels 4,321",
    "with decimals": "4,321.00",
    "with a decimal comma": "4.321,00",
    "in fullwidth digits": "４３２１",
    "in Arabic digits": "٤٣٢١",
    "in Arabic digits with a separator": "٤٬٣٢١",
    "in Persian digits": "۴۳۲۱",
    "in Devanagari digits": "४३२१",
    "in mathematical digits": "𝟒𝟑𝟐𝟏",
    "in circled digits": "④③②①",
    "in superscript digits": "⁴³²¹",
    "in spaced digits": "4 3 2 1",
    "in digits with hyphens": "4-3-2-1",
    "with l for 1": "432l",
    "with signs without width": "4\u200b321",
    "glued to its unit": "4321barrels",
    "after its unit": "barrels: 4321",
    "in English": "four thousand three hundred twenty-one",
    "in English with and": "four thousand, three hundred and twenty-one",
    "in English capitals": "FOUR THOUSAND THREE HUNDRED AND TWENTY ONE",
    "in English without blanks": "fourthousandthreehundredandtwentyone",
    "digit by digit": "four three two one",
    "in Russian": "четыре тысячи триста двадцать один",
    "in the Russian genitive": "четырёх тысяч трёхсот двадцати одного",
    "in the Russian instrumental": "четырьмя тысячами тремястами двадцатью одним",
    "in the Russian dative without ё": "четырем тысячам тремстам двадцати одному",
    "in Kazakh": "төрт мың үш жүз жиырма бір",
    "in Arabic": "أربعة آلاف و ثلاثمائة و واحد و عشرون",
    "in base64": base64.b64encode(b"kept: 4321").decode(),
    "percent-encoded": "%34%33%32%31",
    "in entities": "&#52;&#51;&#50;&#49;",
}

# A number that gives nothing away without its unit.
SHORT_NUMBERS: dict[str, str] = {
    "in digits": "12 guards",
    "glued": "12guards",
    "with a hyphen": "12-guards",
    "in words": "twelve guards",
    "in capitals": "TWELVE GUARDS",
    "in Arabic digits": "١٢ guards",
    "over two lines": "12\nguards",
    "singular": "12 guard",
    "in Roman numerals": "XII guards",
    "in small Roman numerals": "xii guards",
    "in Roman numerals over two lines": "XII\nguards",
    "in Roman numerals, glued": "XII-guards",
}

# Names in Cyrillic, in cases that nobody wrote down: of Russian, then of Kazakh.
CASES: dict[str, str] = {
    "in the genitive": "Без Тихого Резерва ничего нет.",
    "in the dative": "Отдано Тихому Резерву вчера.",
    "in the instrumental": "Согласовано с Тихим Резервом.",
    "in the prepositional": "Говорят о Тихом Резерве.",
    "in the plural": "Есть и Тихие Резервы.",
}
KAZAKH_CASES: dict[str, str] = {
    "in the genitive": "Қорғастың жағдайы",
    "in the dative": "Қорғасқа барды",
    "in the accusative": "Қорғасты көрді",
    "in the locative": "Қорғаста тұр",
    "in the ablative": "Қорғастан келді",
    "in the instrumental": "Қорғаспен келісті",
}


# ----------------------------------------------------------------- where a file can hold it


def archive(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return file.getvalue()


def tarred(data: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as package:
        entry = tarfile.TarInfo("plain.txt")
        entry.size = len(data)
        package.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def workbook(*cells: tuple[str, str]) -> bytes:
    """Cells by their places → a workbook with shared strings, each word in a cell of its own."""
    strings = "".join(f"<si><t>{text}</t></si>" for _, text in sorted(cells, key=lambda c: c[1]))
    order = [text for _, text in sorted(cells, key=lambda c: c[1])]
    sheet = "".join(f'<c r="{at}" t="s"><v>{order.index(text)}</v></c>' for at, text in cells)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
        package.writestr("xl/worksheets/sheet1.xml", f"<s><row>{sheet}</row></s>")
    return file.getvalue()


_TEXT = f"We hear that {WORDS}.".encode()
_NAMES = NAME.split()

ATTACHED: dict[str, bytes] = {
    "a text": _TEXT,
    "a text in UTF-16": _TEXT.decode().encode("utf-16"),
    "a text in little-endian UTF-16": _TEXT.decode().encode("utf-16-le"),
    "a text in big-endian UTF-16": _TEXT.decode().encode("utf-16-be"),
    "a text in UTF-32": _TEXT.decode().encode("utf-32-le"),
    "a text with a mark of order": b"\xef\xbb\xbf" + _TEXT,
    "a text in gzip": gzip.compress(_TEXT),
    "a text in bzip2": bz2.compress(_TEXT),
    "a text in xz": lzma.compress(_TEXT),
    "a text in LZMA": lzma.compress(_TEXT, format=lzma.FORMAT_ALONE),
    "a text in zlib": zlib.compress(_TEXT),
    "an archive": archive("plain.txt", _TEXT),
    "an archive in an archive": archive("a.csv", archive("plain.txt", _TEXT)),
    "an archive in an archive in an archive": archive("b", archive("a", archive("c", _TEXT))),
    "a name in an archive": archive(f"{SHORT}.txt", b"Open."),
    "gzip in an archive": archive("plain.csv", gzip.compress(_TEXT)),
    "a tarball": tarred(_TEXT),
    "a text before an archive": _TEXT + archive("plain.txt", b"Open."),
    "cells of a table": f"a,b\n{','.join(_NAMES)}\n".encode(),
    "cells with semicolons": f"a;b;c\n{';'.join(_NAMES)}\n".encode(),
    "cells below one another": "\n".join(f"{word},1" for word in ("a", *_NAMES)).encode(),
    "XML": f"<a><b>{WORDS}</b></a>".encode(),
    "XML in several elements": f"<a>{''.join(f'<b>{w}</b>' for w in WORDS.split())}</a>".encode(),
    "an attribute of XML": f'<a title="{WORDS}"/>'.encode(),
    "a workbook": workbook(*zip(("A1", "B1", "C1"), _NAMES, strict=True)),
    "a workbook, cells below one another": workbook(
        ("A1", "Quiet"), ("B1", "x"), ("A2", "Reserve"), ("B2", "y"), ("A3", "Exchange")
    ),
    "base64 of an archive": base64.b64encode(archive("plain.txt", _TEXT)),
    "bytes without a meaning": bytes(range(128, 256)) * 4,
}


def before(data: bytes) -> bytes:
    return WORDS.encode() + b"\n" + data


def after(data: bytes) -> bytes:
    return data + b"\n" + WORDS.encode()


def _pdf(change: Callable[[Pdf], None], **options: object) -> Change:
    def changed(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            spoilt = io.BytesIO()
            pdf.save(spoilt, **options)  # type: ignore[arg-type]
        return spoilt.getvalue()

    return changed


def _private(value: Callable[[Pdf], object]) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.PieceInfo = Dictionary(Ours=Dictionary(Private=value(pdf)))

    return _pdf(change)


def _between_objects(data: bytes) -> bytes:
    place = data.index(b"endobj\n") + len(b"endobj\n")
    return data[:place] + WORDS.encode() + b"\n" + data[place:]


def _remark(data: bytes) -> bytes:
    place = data.index(b"endobj\n") + len(b"endobj\n")
    return data[:place] + b"% " + WORDS.encode() + b"\n" + data[place:]


def _dead_object(data: bytes) -> bytes:
    place = data.index(b"endobj\n") + len(b"endobj\n")
    return data[:place] + b"9999 0 obj\n(" + WORDS.encode() + b")\nendobj\n" + data[place:]


def _dead_stream(data: bytes) -> bytes:
    packed = zlib.compress(WORDS.encode())
    head = b"9999 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    place = data.index(b"endobj\n") + len(b"endobj\n")
    return data[:place] + head + packed + b"\nendstream\nendobj\n" + data[place:]


def _updated(data: bytes) -> bytes:
    """A file of which a later update hides an object."""
    start = int(data.rstrip().rsplit(b"\n", 2)[1])
    new = b"9999 0 obj\n(" + WORDS.encode() + b")\nendobj\n"
    place = len(data)
    table = b"xref\n0 0\n9999 1\n%010d 00000 n \n" % place
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.objgen[0]
    trailer = b"trailer\n<< /Size 10000 /Root %d 0 R /Prev %d >>\n" % (root, start)
    end = b"startxref\n%d\n%%%%EOF\n" % (place + len(new))
    return data + new + table + trailer + end


def _drawn(instructions: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources.Font.Plain = pdf.make_indirect(font)
        page.contents_add(pdf.make_stream(instructions))

    return _pdf(change)


def _shown(text: bytes) -> bytes:
    return b"BT /Plain 9 Tf 90 90 Td " + text + b" ET"


def _pieces() -> bytes:
    return b" ".join(b"(%s) Tj" % word for word in WORDS.replace(" ", "  ").encode().split(b" "))


def _kerned() -> bytes:
    letters = b" 30 ".join(b"(%c)" % letter for letter in WORDS.encode())
    return b"[" + letters + b"] TJ"


IN_PDF: dict[str, Change] = {
    "before the header": before,
    "after the end": after,
    "packed after the end": lambda data: data + zlib.compress(WORDS.encode()),
    "between objects": _between_objects,
    "in a remark between objects": _remark,
    "in an object that nothing finds": _dead_object,
    "in a stream that nothing finds": _dead_stream,
    "in an update": _updated,
    "in a string in UTF-16": _private(lambda pdf: String(f"{WORDS}ы")),
    "in a string in little-endian UTF-16": _private(
        lambda pdf: String(b"\xff\xfe" + WORDS.encode("utf-16-le"))
    ),
    "in a string in UTF-16 without a mark": _private(lambda pdf: String(WORDS.encode("utf-16-be"))),
    "in a string in UTF-8": _private(lambda pdf: String(b"\xef\xbb\xbf" + WORDS.encode())),
    "in a name": _private(lambda pdf: Name(f"/{NAME}")),
    "in a list of strings": _private(lambda pdf: pikepdf.Array(map(String, WORDS.split()))),
    "a name alone in a string": _private(lambda pdf: String(SHORT)),
    "a number alone in a string": _private(lambda pdf: String("4321")),
    "in a stream": _private(lambda pdf: pdf.make_stream(WORDS.encode())),
    "in a stream in UTF-16": _private(lambda pdf: pdf.make_stream(WORDS.encode("utf-16-le"))),
    "in a packed stream": _private(lambda pdf: pdf.make_stream(gzip.compress(WORDS.encode()))),
    "in a stream with an archive": _private(lambda pdf: pdf.make_stream(archive("a", _TEXT))),
    "drawn": _drawn(_shown(b"(%s) Tj" % WORDS.encode())),
    "drawn in hexadecimal digits": _drawn(_shown(b"<%s> Tj" % WORDS.encode().hex().encode())),
    "drawn in octal digits": _drawn(
        _shown(b"(%s) Tj" % b"".join(b"\\%03o" % byte for byte in WORDS.encode()))
    ),
    "drawn letter by letter": _drawn(_shown(_kerned())),
    "drawn in pieces": _drawn(_shown(_pieces())),
    "drawn from behind": _drawn(_shown(b"(%s) Tj" % WORDS[::-1].encode())),
    "drawn over lines": _drawn(
        _shown(b" ".join(b"(%s) Tj 0 -11 Td" % word for word in WORDS.encode().split()))
    ),
    "drawn outside the page": _drawn(b"BT /Plain 9 Tf -900 -900 Td (%s) Tj ET" % WORDS.encode()),
    "drawn in white": _drawn(b"1 g " + _shown(b"(%s) Tj" % WORDS.encode())),
    "drawn very small": _drawn(b"BT /Plain 0.1 Tf 9 9 Td (%s) Tj ET" % WORDS.encode()),
    "in the data of a picture in a line": _drawn(
        b"BI /W 45 /H 1 /CS /G /BPC 8 ID " + WORDS.encode() + b" EI"
    ),
    "in what is told of a drawing": _drawn(b"/Span <</E (%s)>> BDC EMC" % WORDS.encode()),
    "in the name of a drawing": _drawn(b"/Quiet-Reserve-Exchange BMC EMC"),
}


# ----------------------------------------------------------------- in packages


def _entry(change: Callable[[zipfile.ZipInfo], None]) -> Change:
    """What is done to the entry of the text → what does so in a package."""

    def changed(data: bytes) -> bytes:
        spoilt = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(spoilt, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename == "word/document.xml":
                    change(entry)
                new.writestr(entry, content)
        return spoilt.getvalue()

    return changed


def _comment(entry: zipfile.ZipInfo) -> None:
    entry.comment = WORDS.encode()


def _extra(entry: zipfile.ZipInfo) -> None:
    entry.extra = struct.pack("<HH", 0xCAFE, len(WORDS)) + WORDS.encode()


def _extra_wide(entry: zipfile.ZipInfo) -> None:
    wide = WORDS.encode("utf-16-le")
    entry.extra = struct.pack("<HH", 0xCAFE, len(wide)) + wide


def _gap(data: bytes) -> bytes:
    """Bytes between the last part and the list of parts, whose place is corrected."""
    end = data.rindex(b"PK\x05\x06")
    (start,) = struct.unpack("<I", data[end + 16 : end + 20])
    tail = data[end : end + 16] + struct.pack("<I", start + len(WORDS)) + data[end + 20 :]
    return data[:start] + WORDS.encode() + data[start:end] + tail


def _comment_of_all(data: bytes) -> bytes:
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 20] + struct.pack("<H", len(WORDS)) + WORDS.encode()


def _paragraph(xml: str) -> Change:
    from tampering.disclosing import in_text

    return in_text(xml)("")


def _table(*rows: tuple[str, ...]) -> Change:
    from tampering.disclosing import in_text

    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in row)
        + "</w:tr>" for row in rows
    )  # fmt: skip
    return in_text(f"<w:tbl>{cells}</w:tbl>")("")


def _added(name: str, data: bytes) -> Change:
    from tampering.disclosing import part_of_bytes

    return part_of_bytes(name, data)


_RUNS = "".join(f"<w:r><w:t>{letter}</w:t></w:r>" for letter in WORDS)
_HALF_HIDDEN = "".join(
    f"<w:r>{'<w:rPr><w:vanish/></w:rPr>' if n % 2 else ''}<w:t>{letter}</w:t></w:r>"
    for n, letter in enumerate(WORDS)
)
_PARAGRAPHS = "</w:p><w:p>".join(f"<w:r><w:t>{word}</w:t></w:r>" for word in WORDS.split())

IN_WORD: dict[str, Change] = {
    "before the package": before,
    "after the package": after,
    "in a gap": _gap,
    "in the comment of the package": _comment_of_all,
    "in the comment of a part": _entry(_comment),
    "in an extra field": _entry(_extra),
    "in an extra field in UTF-16": _entry(_extra_wide),
    "letter by letter in runs": _paragraph(_RUNS),
    "every other letter hidden": _paragraph(_HALF_HIDDEN),
    "in several text boxes": _paragraph(f"<w:p>{_PARAGRAPHS}</w:p>"),
    "in cells beside one another": _table(tuple(_NAMES)),
    "in cells below one another": _table(
        ("Quiet", "x"), ("Reserve", "y"), ("Exchange", "z")
    ),
    "with soft hyphens of Word": _paragraph(
        "<w:r>" + "<w:softHyphen/>".join(f"<w:t>{sign}</w:t>" for sign in WORDS) + "</w:r>"
    ),
    "with a line break in a word": _paragraph(
        "<w:r><w:t>the envoy will of</w:t><w:br/><w:t>fer water at the</w:t></w:r>"
    ),
    "in the name of a part": _added(f"word/media/{SHORT}.xml", b"<a/>"),
    "in a font": _added("word/fonts/font9.odttf", b"\0\1" * 40 + WORDS.encode() + b"\0\1"),
    "in a font in UTF-16": _added("word/fonts/f.odttf", b"\1" * 40 + WORDS.encode("utf-16-le")),
    "in an archive that is called XML": _added("word/a.xml", archive("a.txt", _TEXT)),
    "in an archive that is called a picture": _added("word/media/a.png", archive("a", _TEXT)),
    "in a text that is called a picture": _added("word/media/b.png", _TEXT),
    "in gzip that is called a text": _added("word/a.txt", gzip.compress(_TEXT)),
    "in XML in UTF-16": _added(
        "word/a.xml", f'<?xml version="1.0" encoding="UTF-16"?><a>{WORDS}</a>'.encode("utf-16")
    ),
    "in a part of characters in XML": _added("word/a.xml", f"<a><![CDATA[{WORDS}]]></a>".encode()),
    "in an instruction of XML": _added("word/a.xml", f"<?a {WORDS}?><a/>".encode()),
    "in an entity of XML": _added(
        "word/a.xml", f'<!DOCTYPE a [<!ENTITY b "{WORDS}">]><a>&b;</a>'.encode()
    ),
    "in a name space of XML": _added("word/a.xml", b'<a xmlns:b="urn:Quiet-Reserve-Exchange"/>'),
    "in the names of elements": _added("word/a.xml", b"<Quiet-Reserve-Exchange/>"),
    "in the names of attributes": _added("word/a.xml", b'<a quiet_reserve_exchange="1"/>'),
}  # fmt: skip
