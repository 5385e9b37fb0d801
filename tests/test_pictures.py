"""Pictures of all kinds that people have → the same upright picture in PDF and Word, or a fault."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import sample_pictures as sample
from conftest import TEMPLATES
from PIL import Image
from sample_pictures import GREEN, PALE, RED, encode, held, noisy, svg, upright

import briefwright
from briefwright import audience
from briefwright.figures import palette
from briefwright.figures.pictures import Crop, Picture, read_picture
from briefwright.figures.vectors import read_vector
from briefwright.problems import ContentError, Problem

HEAD = """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
body:
  - Words before the picture.
  - image: {name}
    caption: A field
    alt: Red at the top left, green at the bottom right
    id: field
"""


def shown(data: bytes, printed: float = 537, crop: Crop | None = None) -> Image.Image:
    """A file that can be read → its pixels as they go into the files."""
    found = read_picture("picture", data, printed, crop)
    assert isinstance(found, Picture), found
    image = Image.open(io.BytesIO(found.asset.data))
    assert image.size == (found.asset.width, found.asset.height)
    return image


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = image.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return max(abs(one - other) for one, other in zip(found, colour, strict=True)) <= 12


def is_upright(image: Image.Image) -> bool:
    wide, high = image.size
    spots = {(10, 10): RED, (wide - 10, high - 10): GREEN, (wide - 10, 10): PALE}
    return wide == 2 * high and all(near(image, at, colour) for at, colour in spots.items())


# ----------------------------------------------------------------- kinds

KINDS: dict[str, Callable[[], bytes]] = {
    "PNG": lambda: encode(upright(), "PNG"),
    "JPEG": lambda: encode(upright(), "JPEG", quality=95),
    "progressive JPEG": lambda: encode(upright(), "JPEG", quality=95, progressive=True),
    "JPEG without JFIF": lambda: sample.without_jfif(encode(upright(), "JPEG", quality=95)),
    "JPEG in CMYK": lambda: encode(upright().convert("CMYK"), "JPEG", quality=95),
    "TIFF in CMYK": lambda: encode(upright().convert("CMYK"), "TIFF"),
    "TIFF, packed": lambda: encode(upright(), "TIFF", compression="tiff_lzw"),
    "GIF": lambda: encode(upright(), "GIF"),
    "WebP": lambda: encode(upright(), "WEBP", quality=95),
    "AVIF": lambda: encode(upright(), "AVIF", quality=95),
    "HEIC": lambda: sample.heic(upright()),
    "palette": lambda: encode(upright().quantize(8), "PNG"),
    "transparency": lambda: encode(upright().convert("RGBA"), "PNG"),
    **{f"orientation {n}": lambda n=n: held(n) for n in range(1, 9)},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_any_kind_comes_out_upright_in_its_colours(kind: str) -> None:
    assert is_upright(shown(KINDS[kind]()))


def test_grey_of_sixteen_bits_stays_as_light_as_it_was() -> None:
    image = Image.new("I;16", (40, 20), 30_000)
    assert {shown(encode(image, kind)).getpixel((5, 5)) for kind in ("PNG", "TIFF")} == {117}


def test_a_scan_in_black_and_white_stays_black_and_white() -> None:
    image = Image.new("1", (40, 20), 1)
    image.paste(0, (0, 0, 20, 20))
    out = shown(encode(image, "TIFF", compression="group4"))
    assert (out.getpixel((5, 5)), out.getpixel((30, 5))) == (0, 255)


def test_what_is_transparent_stays_so() -> None:
    grey = Image.new("LA", (40, 20), (90, 0))
    grey.paste((90, 255), (0, 0, 20, 20))
    out = shown(encode(grey, "PNG"))
    assert (out.getpixel((5, 5)), out.getpixel((30, 5))[3]) == ((90, 90, 90, 255), 0)  # type: ignore[index]
    few = upright().quantize(8)
    clear = shown(encode(few, "PNG", transparency=few.getpixel((200, 10))))
    assert clear.mode == "RGBA"
    assert clear.getpixel((200, 10))[3] == 0  # type: ignore[index]


def test_colours_follow_the_profile_in_the_file() -> None:
    assert near(shown(sample.display_p3()), (5, 5), (255, 0, 0))


def test_a_profile_that_cannot_be_read_is_passed_over() -> None:
    assert is_upright(shown(encode(upright(), "PNG", icc_profile=b"no profile")))


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (encode(upright(), "GIF", save_all=True, append_images=[noisy()]), "moves"),
        (encode(upright(), "WEBP", save_all=True, append_images=[noisy()], quality=95), "moves"),
        (encode(upright(), "PNG", save_all=True, append_images=[noisy()]), "moves"),
        (encode(upright(), "TIFF", save_all=True, append_images=[noisy()]), "has 2 pages"),
    ],
    ids=["GIF", "WebP", "PNG", "TIFF"],
)
def test_the_first_of_several_pictures_is_shown_and_said_so(data: bytes, remark: str) -> None:
    found = read_picture("many.gif", data)
    assert isinstance(found, Picture)
    assert is_upright(Image.open(io.BytesIO(found.asset.data)))
    assert found.remark.startswith(f"“many.gif” {remark}")


# ----------------------------------------------------------------- size and bytes


def test_a_photograph_is_no_finer_than_it_is_printed() -> None:
    photograph = encode(noisy().resize((4000, 2000)), "JPEG")
    assert shown(photograph, printed=537).size == (1678, 839)
    assert shown(photograph, printed=268.5).size == (839, 420)
    assert shown(encode(upright(), "PNG"), printed=537).size == sample.SIZE  # never larger


@pytest.mark.parametrize(
    ("focus", "colour"), [((0, 0), RED), ((100, 100), GREEN), ((50, 50), PALE)]
)
def test_a_picture_is_cut_around_its_focus_point(
    focus: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    out = shown(encode(upright(), "PNG"), crop=Crop(1, 1, focus))
    spot = {RED: (5, 5), GREEN: (195, 195), PALE: (100, 100)}[colour]
    assert out.size == (200, 200)
    assert near(out, spot, colour)


def test_nothing_that_a_camera_noted_is_kept() -> None:
    found = read_picture("ivanova.jpg", held(6))
    assert isinstance(found, Picture)
    assert b"Ivanova" in held(6)
    assert b"Ivanova" not in found.asset.data
    assert dict(Image.open(io.BytesIO(found.asset.data)).getexif()) == {}


def test_the_same_file_gives_the_same_bytes() -> None:
    data = encode(noisy(), "JPEG")
    one, other = read_picture("a", data, 100.0), read_picture("a", data, 100.0)
    assert isinstance(one, Picture)
    assert one == other


# ----------------------------------------------------------------- faults

DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is empty"),
    "words": (lambda: b"hello " * 50, "isn't a picture that can be read"),
    "a program's own kind": (lambda: encode(upright(), "BMP"), "isn't a picture that can be read"),
    "many pixels": (lambda: encode(Image.new("1", (8000, 8000)), "PNG"), "8,000 × 8,000 pixels"),
    "a bomb of pixels": (lambda: sample.png_of(60_000, 60_000), "far too many pixels"),
    "a bomb of words": (lambda: sample.png_with_remark(200_000_000), "is damaged"),
    **{
        f"half a {kind}": (lambda k=kind: encode(noisy(), k)[:9_000], "is damaged")
        for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF")
    },
    "a PNG that lacks rows": (lambda: sample.png_of(40, 40), "is damaged"),
    "half a progressive JPEG": (
        lambda: encode(noisy(), "JPEG", progressive=True)[:9_000], "is damaged",
    ),
    "half a HEIC": (lambda: sample.heic(noisy())[:-3_000], "is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_cannot_be_shown_is_a_sentence(kind: str) -> None:
    make, words = DAMAGED[kind]
    assert words in str(read_picture("a.jpg", make()))


def test_half_a_picture_is_found_whatever_other_libraries_allow() -> None:
    import weasyprint  # noqa: F401  sets Pillow to take halves of pictures
    from PIL import ImageFile

    assert ImageFile.LOAD_TRUNCATED_IMAGES
    assert "is damaged" in str(read_picture("a.jpg", encode(noisy(), "JPEG")[:9_000]))


# ----------------------------------------------------------------- drawings


def vector(data: bytes, crop: Crop | None = None) -> Picture | str:
    colours = palette.read(audience.read(TEMPLATES, "full").theme.assets)
    return read_vector("map.svg", data, colours, crop)


def test_a_drawing_keeps_what_draws_and_nothing_else() -> None:
    remarks = "<title>Ivanova</title><metadata>Ivanova</metadata><!-- Ivanova -->"
    data = svg(
        f"{remarks}<x:layer/><g x:name='Ivanova' data-by='Ivanova'><text>Words</text></g>",
        'viewBox="0 0 400 200" xmlns:x="urn:x" x:file="Ivanova.svg"',
    )
    found = vector(data)
    assert isinstance(found, Picture)
    assert b"Ivanova" not in found.asset.data
    assert b"<text>Words</text>" in found.asset.data
    assert (found.asset.width, found.asset.height) == (400, 200)


def test_a_drawing_without_a_view_box_is_as_large_as_it_says() -> None:
    found = vector(svg("", 'width="100mm" height="50mm"'))
    assert isinstance(found, Picture)
    assert b'viewBox="0 0 377.953 188.976"' in found.asset.data


def test_a_drawing_is_cut_by_what_it_shows() -> None:
    found = vector(svg(""), Crop(1, 1, (100, 50)))
    assert isinstance(found, Picture)
    assert b'viewBox="200 0 200 200"' in found.asset.data


WORDS = "<g transform='translate(100 0)'><text x='{}' y='100' font-size='20'>Words</text></g>"


@pytest.mark.parametrize(("x", "kept"), [(140, True), (-90, False), (250, False)])
def test_of_a_drawing_that_is_cut_the_words_inside_stay_and_those_outside_go(
    x: int, kept: bool
) -> None:
    found = vector(svg(WORDS.format(x)), Crop(1, 1, (50, 50)))  # of 400 px, 100 to 300 are shown
    assert isinstance(found, Picture)
    assert (b"Words" in found.asset.data) is kept


@pytest.mark.parametrize(
    "words",
    [
        WORDS.format(-20),
        WORDS.format(180),
        "<text x='120' y='100' transform='rotate(-90 120 100) translate(80)'>Words</text>",
        "<text x='150' y='100'>W<tspan dx='99'>ords</tspan></text>",
        "<style>text { font-size: 90px }</style><text x='150' y='100'>Words</text>",
        "<text x='150' y='100' transform='skewX(40)'>Words</text>",
        "<text x='15mm' y='100'>Words</text>",
        "<g id='a'><text x='150' y='100'>Words</text></g><use href='#a' x='90'/>",
    ],
)
def test_words_that_a_cut_goes_through_or_could_are_named(words: str) -> None:
    said = str(vector(svg(words), Crop(1, 1, (50, 50))))
    assert "has the words “Words”, which `crop:` would or could cut" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (svg("<script>alert(1)</script>"), "<script> can't stand"),
        (svg("<rect onload='x()'/>"), "can't run anything"),
        (svg("<image href='https://example.org/a.png'/>"), "<image> can't stand"),
        (svg("<use href='https://example.org/a.svg#b'/>"), "can't load or link"),
        (svg("<style>rect{fill:url(https://example.org/a)}</style>"), "can't load anything"),
        (svg(r"<style>rect{fill:u\72l(https://example.org/a)}</style>"), "can't load anything"),
        (b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + svg("<text>&a;</text>"), "DOCTYPE"),
        (('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "aa">]>'
          + svg("<text>&a;</text>").decode()).encode("utf-16"), "DOCTYPE"),
        (svg("<text font-family='Comic Sans MS'>Hi</text>"), "words in “Comic Sans MS”"),
        (svg("<style>text{font:12px 'Comic Sans MS'}</style><text>Hi</text>"), "Comic Sans MS"),
        (svg("<text>\u2603</text>"), "the character “☃” (U+2603)"),
        (svg("", ""), "doesn't say how large it is"),
        (svg("<g>")[:-30], "isn't a drawing that can be read"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "neither a picture nor an SVG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_drawing_that_does_more_than_draw_is_a_sentence(data: bytes, words: str) -> None:
    found = vector(data)
    assert isinstance(found, str)
    assert found.startswith("“map.svg” ")
    assert words in found


# ----------------------------------------------------------------- whole briefings


def folder(where: Path, name: str, data: bytes, more: str = "") -> Path:
    (where / name).write_bytes(data)
    (where / "briefing.yaml").write_text(HEAD.format(name=name) + more, encoding="utf-8")
    return where


def faults(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as raised:
        briefwright.build(path)
    return raised.value.problems


def in_pdf(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    found = [
        one.get_bitmap().to_pil()
        for page in document
        for one in page.get_objects()
        if isinstance(one, pypdfium2.PdfImage)
    ]
    document.close()
    return found


def in_word(data: bytes) -> list[Image.Image]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith("word/media/")]
        return [Image.open(io.BytesIO(package.read(name))) for name in names]


@pytest.mark.parametrize(
    "data",
    [held(6), sample.without_jfif(encode(upright().convert("CMYK"), "JPEG", quality=95))],
    ids=["held otherwise", "CMYK without JFIF"],
)
def test_pdf_and_word_show_the_same_upright_picture(tmp_path: Path, data: bytes) -> None:
    built = briefwright.build(folder(tmp_path, "p.jpg", data))
    (pdf,), (word,) = in_pdf(built.outputs["pdf"]), in_word(built.outputs["docx"])
    assert is_upright(pdf)
    assert is_upright(word)
    assert all(b"Ivanova" not in output for output in built.outputs.values())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("grey.png", encode(upright().convert("L"), "PNG")),
        ("grey.jpg", encode(upright().convert("L"), "JPEG")),
        ("clear.png", encode(Image.new("RGBA", (40, 20), (200, 30, 30, 128)), "PNG")),
        ("drawing.svg", svg("<text x='150' y='100'>Words</text>")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_picture_becomes_may_stand_in_both_files(
    tmp_path: Path, name: str, data: bytes
) -> None:
    assert briefwright.build(folder(tmp_path, name, data)).outputs.keys() == {"pdf", "docx"}


def test_a_name_that_says_another_kind_makes_no_difference(tmp_path: Path) -> None:
    built = briefwright.build(
        folder(tmp_path, "Фото 1%20#2.png", encode(upright(), "WEBP", quality=95))
    )
    (word,) = in_word(built.outputs["docx"])
    assert is_upright(word)


def test_width_and_crop_are_keys_of_an_image_and_the_picture_has_300_dots_to_the_inch(
    tmp_path: Path,
) -> None:
    keys = "    width: half\n    crop: 1:1\n    focus: 0% 0%\n"
    photograph = encode(noisy().resize((4000, 2000)), "JPEG")
    built = briefwright.build(folder(tmp_path, "p.jpg", photograph, keys))
    (pdf,), (word,) = in_pdf(built.outputs["pdf"]), in_word(built.outputs["docx"])
    assert pdf.size == word.size == (839, 839)  # half of 142 mm


def test_a_damaged_picture_is_a_fault_at_its_line(tmp_path: Path) -> None:
    path = folder(tmp_path, "p.jpg", encode(noisy(), "JPEG")[:9_000])
    (fault,) = faults(path)
    assert (fault.code, fault.where and fault.where.line) == ("L809", 10)
    assert str(fault).startswith(f"{path}/briefing.yaml:10:")


def test_a_picture_higher_than_a_page_is_told_how_to_fit(tmp_path: Path) -> None:
    (fault,) = faults(folder(tmp_path, "p.png", encode(Image.new("L", (300, 600)), "PNG")))
    assert fault.code == "L811"
    assert "write `width: two_thirds` or `crop: 4:5`" in fault.message
    more = "    width: two_thirds\n"
    assert briefwright.build(
        folder(tmp_path, "p.png", encode(Image.new("L", (300, 600)), "PNG"), more)
    )


def test_a_picture_that_moves_is_a_warning_at_its_line(tmp_path: Path) -> None:
    moving = encode(upright(), "GIF", save_all=True, append_images=[noisy()])
    built = briefwright.build(folder(tmp_path, "p.gif", moving))
    (warning,) = [one for one in built.problems if one.code == "L809"]
    assert (warning.level, warning.at) == ("warning", "field.image")


@pytest.mark.parametrize(
    "key",
    [
        "crop: wide",
        "crop: 0:9",
        "crop: 100:1",
        "focus: 50% 50%",
        "crop: 1:1\n    focus: 150% 0%",
    ],
)
def test_a_cut_that_cannot_be_made_is_a_fault(tmp_path: Path, key: str) -> None:
    path = folder(tmp_path, "p.png", encode(upright(), "PNG"), f"    {key}\n")
    assert "C223" in {fault.code for fault in faults(path)}
