"""A name in letters of another alphabet, or with marks → the same in small letters from a to z."""

import unicodedata

# Where one letter becomes another, both stand at the same place; some become several.
_LETTERS = str.maketrans(
    "абвгдезийклмнопрстуфыэәғқөұүһієґðđıəłαβγδεζικλμνξοπρσςτυφω",
    "abvgdeziyklmnoprstufyeagqouuhiegddielavgdeziklmnxoprsstyfo",
) | str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe",
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu",
    "я": "ya", "ї": "yi", "ң": "ng", "ъ": "", "ь": "", "þ": "th", "θ": "th", "χ": "ch", "ψ": "ps",
    "η": "i",
})  # fmt: skip


def transliterate(name: str) -> str:
    """`Dürre` → `duerre`, `Засуха` → `zasukha`; letters that aren't known stay as they are."""
    written = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", written)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
