"""Pictures as cameras, scanners, drawing programs and messengers make them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw

RED, GREEN, PALE = (200, 30, 30), (20, 160, 60), (230, 240, 250)
SIZE = (400, 200)


def upright() -> Image.Image:
    """A pale field, red at the top left and green at the bottom right."""
    image = Image.new("RGB", SIZE, PALE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 120, 60), fill=RED)
    draw.rectangle((280, 140, 399, 199), fill=GREEN)
    return image


def noisy() -> Image.Image:
    """As many colours as a photograph has, and bytes that no compression makes few."""
    bands = [Image.effect_noise(SIZE, spread) for spread in (40, 60, 80)]
    return Image.merge("RGB", bands)


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def heic(image: Image.Image) -> bytes:
    import pillow_heif

    stream = io.BytesIO()
    pillow_heif.from_pillow(image).save(stream, quality=95)
    return stream.getvalue()


# EXIF's Orientation (CIPA DC-008, 4.6.5.1.6) → how a camera that says so has stored the picture.
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def held(orientation: int) -> bytes:
    """The upright picture as a camera stores it that was held otherwise, with remarks."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of Ivanova"
    exif[0x8825] = {1: "N", 2: (43.0, 15.0, 0.0)}  # where it was taken
    image = upright()
    if orientation in _TURNED:
        image = image.transpose(_TURNED[orientation])
    return encode(image, "JPEG", exif=exif, quality=95, comment=b"by Ivanova")


def without_jfif(data: bytes) -> bytes:
    """A JPEG → the same without its first segment, as messengers send it."""
    length = int.from_bytes(data[4:6], "big")
    return data[:2] + data[4 + length :]


def display_p3() -> bytes:
    """A field of the red that sRGB calls 255, 0, 0, in the numbers of Display P3."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(_wide_profile()))
    return encode(Image.new("RGB", SIZE, (234, 51, 35)), "PNG", icc_profile=profile.tobytes())


def _wide_profile() -> bytes:
    """The profile of sRGB with the primaries of Display P3 (SMPTE EG 432-1) in their place."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.51512, 0.2412, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.1571, 0.06657, 0.78407),
    }
    for number in range(struct.unpack(">I", data[128:132])[0]):
        name, offset, _ = struct.unpack(">4sII", data[132 + 12 * number : 144 + 12 * number])
        if name in primaries:
            values = (round(value * 65536) for value in primaries[name])
            data[offset + 8 : offset + 20] = struct.pack(">3i", *values)
    return bytes(data)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    length, check = struct.pack(">I", len(content)), struct.pack(">I", zlib.crc32(kind + content))
    return length + kind + content + check


def png_of(width: int, height: int) -> bytes:
    """A PNG that says to be so large, of a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def png_with_remark(size: int) -> bytes:
    """A small PNG with a remark that unpacks to so many bytes."""
    data = encode(upright(), "PNG")
    return data[:33] + chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(size))) + data[33:]


def svg(inside: str, attributes: str = 'viewBox="0 0 400 200"') -> bytes:
    """The upright picture as a drawing, with something more in it."""
    shapes = (
        '<rect width="400" height="200" fill="#e6f0fa"/><rect width="120" height="60" '
        'fill="#c81e1e"/><rect x="280" y="140" width="120" height="60" fill="#14a03c"/>'
    )
    space = 'xmlns="http://www.w3.org/2000/svg"'
    return f"<svg {space} {attributes}>{shapes}{inside}</svg>".encode()
