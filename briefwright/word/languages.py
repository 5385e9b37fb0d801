"""A language tag → what Word calls the language, so that it checks the spelling."""

from briefwright.word.ooxml import Node, w

# Word checks the spelling of a language as written in some country only: where none is given.
COUNTRIES = {
    "ar": "SA", "de": "DE", "en": "GB", "es": "ES", "fa": "IR", "fr": "FR", "he": "IL", "hi": "IN",
    "id": "ID", "it": "IT", "ja": "JP", "kk": "KZ", "ko": "KR", "ky": "KG", "nl": "NL", "pl": "PL",
    "pt": "BR", "ru": "RU", "sw": "KE", "tr": "TR", "uk": "UA", "uz": "Latn-UZ", "zh": "CN",
}  # fmt: skip


def language_property(language: str) -> Node:
    """A language tag → the run property, in the slot of its script."""
    script = {"ja": "eastAsia", "zh": "eastAsia", "ko": "eastAsia"}.get(
        language[:2], "bidi" if language[:2] in ("ar", "he", "fa", "ur", "hi") else "val"
    )
    return w("lang", **{script: locale(language)})


def locale(language: str) -> str:
    """A language tag → the same with a country."""
    if language == "zh-Hant":
        return "zh-TW"  # Word knows no script of Chinese
    country = COUNTRIES.get(language)
    return f"{language}-{country}" if country else language
