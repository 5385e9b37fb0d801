"""A picture file that somebody made → an Asset that every program can show, or why it can't be.

A picture is known by its bytes, never by its name. It comes out upright, in sRGB, cut as its author
wants it and no finer than it is printed, and holds nothing but its pixels: no place, no time, no
maker's name. The same file gives the same bytes.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefwright.document.assets import Asset
from briefwright.figures import icc_profiles, jpeg, png
from briefwright.setup import environments

if TYPE_CHECKING:
    from PIL.Image import Image

# What Pillow may take a file for: none of these formats starts a program or loads anything.
_FORMATS = ("PNG", "JPEG", "MPO", "GIF", "WEBP", "TIFF", "AVIF", "HEIF")
_LOSSY = ("JPEG", "MPO", "AVIF", "HEIF")
KINDS = "JPEG, PNG, WebP, AVIF, HEIC, TIFF, GIF or SVG"

MOST_PIXELS = 50_000_000  # more than any printer needs on A4, and little enough to hold in memory
_RESOLUTION = 300 / 96  # pixels for each px of CSS: 300 to the inch
_WIDEST = 794.0  # px: a page of A4
_QUALITY = 88  # of a JPEG: nothing to be seen in print, a tenth of the size
_MOST_COLOURS = 65_536  # a drawing has fewer, a photograph more


@dataclass(frozen=True)
class Crop:
    """The shape that a picture is cut to, and the point of it that stays in sight, in per cent."""

    width: int
    height: int
    focus: tuple[int, int] = (50, 50)

    def box(self, width: float, height: float) -> tuple[float, float, float, float]:
        """The size of a picture → left, top, right and bottom of the largest part of that shape."""
        wide = min(width, height * self.width / self.height)
        high = min(height, width * self.height / self.width)
        left = min(max(width * self.focus[0] / 100 - wide / 2, 0), width - wide)
        top = min(max(height * self.focus[1] / 100 - high / 2, 0), height - high)
        return left, top, left + wide, top + high


@dataclass(frozen=True)
class Picture:
    """A picture as it goes into the files; `remark` says what of its file is not shown, if any."""

    asset: Asset
    remark: str = ""


class _Unreadable(Exception):
    """Why a picture can't be shown: a sentence for its author."""


def read_picture(
    name: str, data: bytes, printed: float = _WIDEST, crop: Crop | None = None
) -> Picture | str:
    """A file's name and bytes, px of CSS that it is printed wide, its crop → it, or what is wrong.

    The asset's width and height are pixels.
    """
    try:
        image, format_, remark = _open(name, data)
        turned = _turn_upright(image)
        upright = icc_profiles.to_srgb(turned or image)
    except _Unreadable as reason:
        return str(reason)
    if crop:
        left, top, right, bottom = map(round, crop.box(*upright.size))
        upright = upright.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    is_photograph = _is_photograph(upright, format_)
    shown = _scale(upright, max(1, round(printed * _RESOLUTION)))
    encoded, media_type = _encode(shown, is_photograph)
    unturned = "" if turned else f"How “{name}” was held can't be read from it; is it upright?"
    remarks = " ".join(filter(None, (remark, unturned)))
    return Picture(Asset(name, encoded, media_type, *shown.size), remarks)


def _open(name: str, data: bytes) -> tuple["Image", str, str]:
    """A file's name and bytes → its first picture, its format, and what of it is left out.

    Errors: _Unreadable.
    """
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise _Unreadable(f"“{name}” is empty; save the picture again.")
    Image.init()
    _prepare_heic(name, data)
    formats = [one for one in _FORMATS if one in Image.OPEN]
    try:
        with _strictly(), Image.open(io.BytesIO(data), formats=formats) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise _Unreadable(
                    f"“{name}” has {width:,} × {height:,} pixels; save it smaller, "
                    f"{MOST_PIXELS // 1_000_000} million at the most."
                )
            format_ = image.format or ""
            if format_ == "PNG":
                image.verify()  # after it nothing can be read
                image = Image.open(io.BytesIO(data), formats=("PNG",))
                if not png.is_whole(data):
                    raise ValueError("rows are missing, which Pillow leaves black")
            image.load()
            if format_ in ("JPEG", "MPO") and not jpeg.is_whole(data):
                raise ValueError("coded data are missing, which Pillow makes up for")
            remark = _describe_rest(name, image, format_)
            image.seek(0)
            image.load()
            return image, format_, remark
    except (_Unreadable, MemoryError):
        raise
    except UnidentifiedImageError as error:
        message = f"“{name}” isn't a picture that can be read; save it as {KINDS}."
        raise _Unreadable(message) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _Unreadable(f"“{name}” has far too many pixels; save it smaller.") from error
    except Exception as error:  # a damaged file can raise anything
        message = f"“{name}” is damaged: the picture can't be read to its end. Save it again."
        raise _Unreadable(message) from error


@contextmanager
def _strictly() -> Iterator[None]:
    """While it lasts, Pillow takes no half of a picture for the whole; WeasyPrint lets it."""
    from PIL import Image, ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of remarks that are left out anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _prepare_heic(name: str, data: bytes) -> None:
    """A file's name and bytes → Pillow can read it, where it is what telephones call HEIC.

    Errors: _Unreadable where the package that does it isn't installed.
    """
    brands = data[8 : 8 + 64]
    if data[4:8] != b"ftyp" or brands.startswith((b"avif", b"avis")):
        return
    try:
        from pillow_heif import register_heif_opener  # loads a decoder of video
    except ImportError as error:
        raise _Unreadable(
            f"“{name}” is a HEIC picture, and the package that reads those isn't installed: save "
            "it as JPEG, or run in Briefwright's folder: "
            + environments.write_command('-e ".[heic]"')
        ) from error
    register_heif_opener(thumbnails=False)


def _describe_rest(name: str, image: "Image", format_: str) -> str:
    """A picture → what of its file will not be printed, or ""."""
    count = getattr(image, "n_frames", 1)
    if count < 2 or format_ in ("MPO", "HEIF"):  # whose others are the same, for screens
        return ""
    if format_ == "TIFF":
        return f"“{name}” has {count} pages; only the first is shown."
    return f"“{name}” moves: only the first of its {count} pictures is shown."


def _turn_upright(image: "Image") -> "Image | None":
    """A picture → the same as its camera was held, by its EXIF data; None where they say nothing.

    That is, where they are there and can't be read.
    """
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:  # EXIF data are a file in the file, which can be damaged in any way
        return None


def _scale(image: "Image", width: int) -> "Image":
    """A picture and the most pixels that it may be wide → the same, made smaller if need be."""
    from PIL.Image import Resampling

    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)


def _is_photograph(image: "Image", format_: str) -> bool:
    """Whether a picture loses nothing that is seen, and most of its bytes, as a JPEG."""
    if image.mode == "RGBA":
        return False
    return format_ in _LOSSY or image.getcolors(_MOST_COLOURS) is None


def _encode(image: "Image", is_photograph: bool) -> tuple[bytes, str]:
    """A picture → its bytes and their media type, with nothing of what its file said of it."""
    image.info = {}
    stream = io.BytesIO()
    if is_photograph:
        image.save(stream, "JPEG", quality=_QUALITY, optimize=True)
        return stream.getvalue(), "image/jpeg"
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue(), "image/png"
