"""A picture file of a briefing → an Asset, checked by what its bytes are and not by its name."""

import io
import warnings

from briefwright.document.assets import Asset
from briefwright.figures import png

# What every reader of PDF and Word can show.
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
# More than any printer needs on A4, and little enough to hold in memory: 50 megapixels.
_MOST_PIXELS = 50_000_000


def check_picture(name: str, data: bytes) -> Asset | str:
    """A file's name and bytes → the asset, or a sentence about what is wrong with it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                width, height = picture.size
                kind = picture.format or ""
                if width * height <= _MOST_PIXELS:
                    picture.load()
    except UnidentifiedImageError:
        return f"“{name}” is not a picture that can be read; use PNG or JPEG."
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return f"“{name}” has far too many pixels; save it smaller."
    except (OSError, SyntaxError, ValueError):
        return f"“{name}” is damaged: the picture can't be read to its end."
    if kind not in _MEDIA_TYPES:
        return f"“{name}” is a {kind} picture; use PNG or JPEG."
    if width * height > _MOST_PIXELS:
        return f"“{name}” has {width} × {height} pixels; save it smaller, 50 million at the most."
    if kind == "PNG" and not png.is_whole(data):
        return f"“{name}” is damaged: the picture breaks off before its end."
    return Asset(name, data, _MEDIA_TYPES[kind], width, height)
