"""The languages in which a dossier's headings can be had, each a gettext catalogue of its own beside this file.

They are no catalogues of Django's: the site stays English whatever a browser asks for, and no other package's words
stand in our sentences (docs/decisions/0035).
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

ENGLISH = "en-GB"
LANGUAGES: dict[str, str] = {
    ENGLISH: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
}
FOLDER = Path(__file__).resolve().parent


@lru_cache
def in_language(language: str) -> Callable[[str], str]:
    """What gives the project's own words in a language; words without a translation come back in English."""
    if language == ENGLISH:
        return str
    strings = catalogue(language)
    return lambda words: strings.get(words, words)


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """The translations of one language by their English words."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    return {str(each.id): str(each.string) for each in read if each.id and each.string}
