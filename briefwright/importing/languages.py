"""Words → the language that they are in, where that is plain."""

import re

# The commonest short words of each language, of which few stand in another.
_WORDS = {
    "en": "the of and to in that is was for with as on are by from this which have",
    "de": "der die und das ist von mit den dem nicht auf für ein eine auch werden wurde sich",
    "fr": "le la les des et est dans pour que une sur avec par qui sont aux cette pas",
    "es": "el la los las de y en que una por con para del se su como más fue",
    "pt": "o os as da do em não uma para com por mais dos das foi são pelo à",
    "it": "il di che è la per una con del della sono gli nel alla anche più dei",
    "nl": "de het een van en in op te dat voor met zijn niet aan ook wordt door",
    "ru": "и в на не что с по для как из это от к при также его",
    "uk": "і в на не що з до для як та це від за про також його",
    "ar": "في من على إلى أن التي عن مع هذا هذه ما كان بين",
    "fa": "در از به که این را با است برای آن های می",
}
_SHARE = 0.08  # of all words: below that, a language isn't plain
_AHEAD = 1.5  # times as many as any other language's


def guess_language(text: str) -> str:
    """A text → the tag of its language, "" where it isn't plain."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = sorted(
        ((sum(word in common for word in words), tag) for tag, common in _COMMON.items()),
        reverse=True,
    )
    (most, tag), (next_most, _) = counts[:2]
    is_plain = bool(words) and most >= _SHARE * len(words) and most >= _AHEAD * next_most
    return tag if is_plain else ""


def is_common(word: str, language: str) -> bool:
    """A word, the tag of a language → whether it is one of its commonest short words."""
    return word.lower() in _COMMON.get(language.partition("-")[0], ())


_COMMON = {tag: frozenset(words.split()) for tag, words in _WORDS.items()}
