"""Each drawing looks as it did when somebody last looked at it: pictures of all of them are kept.

A mean difference of 1 of 255 is allowed, and of 24 in a block as large as a letter.
"""

from dataclasses import replace

from PIL import Image
from reference_pictures import KEPT, PICTURES, differ, draw_all, name_file
from sample_plots import MISSIONS, highlight, series


def test_every_drawing_looks_as_its_picture_does() -> None:
    drawn = draw_all(KEPT)
    assert len(drawn) > 30
    assert {path.name for path in PICTURES.glob("*.png")} == {name_file(name).name for name in KEPT}
    found = {
        name: difference
        for name, picture in drawn.items()
        if (difference := differ(picture, Image.open(name_file(name))))
    }
    assert found == {}


def test_another_number_or_colour_looks_otherwise() -> None:
    kept = Image.open(name_file("bar"))
    others = draw_all({
        "another number": replace(MISSIONS, series=(series("", 139, 1, 27),)),
        "another colour": highlight(MISSIONS, 2),
        "another name": replace(MISSIONS, categories=(*MISSIONS.categories[:2], "Four others")),
        "upside down": replace(MISSIONS, direction="rtl"),
    })  # fmt: skip
    assert [name for name, picture in others.items() if not differ(picture, kept)] == []
