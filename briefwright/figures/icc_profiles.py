"""A picture in whatever colours it is kept → the same in sRGB, with its transparency if it has any.

Profiles (ISO 15076-1, “ICC”) are followed where they belong to the picture's kind of colours. One
that can't be read is passed over, as browsers do.
"""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Pillow's modes → the colour space that a profile for them has.
_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
_SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I;16N", "I")
_OPAQUE = (255, 255)


def to_srgb(image: "Image") -> "Image":
    """A picture → it in grey (L), in colours (RGB), or with transparency (RGBA)."""
    profile = image.info.get("icc_profile")
    plain = _unpack(image)
    alpha = plain.getchannel("A") if plain.mode in ("LA", "RGBA") else None
    opaque = plain.convert(plain.mode.removesuffix("A")) if alpha else plain
    shown = _follow_profile(opaque, profile)
    if alpha is None or alpha.getextrema() == _OPAQUE:
        return shown
    transparent = shown.convert("RGB")
    transparent.putalpha(alpha)
    return transparent


def _unpack(image: "Image") -> "Image":
    """A picture → the same in a mode with a letter for each of its channels, 8 bits each."""
    if image.mode in _SIXTEEN_BITS:
        return _to_eight_bits(image)
    if image.mode in ("1", "L"):
        return image.convert("LA" if "transparency" in image.info else "L")
    if image.mode == "F":
        return _stretch(image)
    if image.mode == "La":
        return image.convert("LA")
    if image.mode in ("LA", "RGBA", "CMYK", "LAB"):
        return image
    is_clear = image.has_transparency_data
    return image.convert("RGBA" if is_clear or image.mode == "RGBa" else "RGB")


def _to_eight_bits(image: "Image") -> "Image":
    """A grey picture of 16 or 32 bits → it in 8."""
    if image.mode == "I":
        low, high = image.getextrema()
        if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high < 65_536):
            return _stretch(image.convert("F"))
        return image.convert("F").point(lambda value: value / 257 + 0.5).convert("L")
    return image.point(lambda value: value / 256).convert("L")


def _stretch(image: "Image") -> "Image":
    """A picture of measurements → grey, from its least to its greatest value."""
    low, high = image.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    scale = 255 / (high - low) if high > low else 0.0
    return image.point(lambda value: value * scale + (-low * scale)).convert("L")


def _follow_profile(image: "Image", profile: bytes | None) -> "Image":
    """An opaque picture and the profile in its file, if any → it in sRGB."""
    from PIL import ImageCms

    target = ImageCms.createProfile("sRGB")
    if profile or image.mode == "LAB":
        try:
            source = ImageCms.ImageCmsProfile(
                io.BytesIO(profile) if profile else ImageCms.createProfile("LAB")
            )
            if source.profile.xcolor_space.strip() == _SPACES[image.mode]:
                found = ImageCms.profileToProfile(
                    image, source, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB",
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )  # fmt: skip
                assert found is not None
                return found.convert("L") if image.mode == "L" else found
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image if image.mode == "L" else image.convert("RGB")
