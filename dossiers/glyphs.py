"""Which characters the PDF's fonts can draw. What they cannot is named, and shown as “U+1F600”, never as a box."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from dossiers.plain import Dossier
from web.typed import every_character

FONTS = Path(__file__).resolve().parent / "fonts"
# Characters that draw nothing and that a PDF needs no glyph for: joiners, marks of direction, variation selectors.
INVISIBLE = {"Cf", "Zs"}


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """Every code point that one of the fonts has a glyph for."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.[ot]tf")):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def is_drawable(character: str) -> bool:
    """Whether the PDF can show the character, or the character is one that shows nothing."""
    if ord(character) in drawable() or character in "\n\t":
        return True
    return unicodedata.category(character) in INVISIBLE or 0xFE00 <= ord(character) <= 0xFE0F


def mark(character: str) -> str:
    """What stands for a character that cannot be shown."""
    return f"[U+{ord(character):04X}]"


def marked(text: str) -> str:
    """The text with every character that the PDF cannot show replaced by its mark."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if is_drawable(character) else mark(character) for character in text)


def missing(characters: Iterable[str]) -> tuple[str, ...]:
    """The characters that no font has, in the order of their code points."""
    return tuple(sorted(character for character in set(characters) if not is_drawable(character)))


def notices(dossier: Dossier) -> tuple[str, ...]:
    """One sentence for each character that the PDF cannot show."""
    return tuple(
        _("No font of the PDF has the character U+%(code)s (%(name)s); the PDF shows %(mark)s in its place.")
        % {
            "code": f"{ord(character):04X}",
            "name": unicodedata.name(character, _("without a name")).lower(),
            "mark": mark(character),
        }
        for character in missing(every_character(dossier))
    )
