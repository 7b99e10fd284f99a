"""What a document goes by whose title is not recorded."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from sources.choices import CslType


def untitled(csl_type: str, url: str, *publishers: str) -> str:
    """The first publisher that is known, else the site of the address, else the kind of document.

    It begins a citation: a publisher that is described in words gets a capital, one called by its site does not.
    """
    named = next(filter(None, publishers), "") or site(url)
    if named:
        return named[0].upper() + named[1:] if " " in named else named
    words = {CslType.WEBPAGE: _("Untitled page"), CslType.ARTICLE_NEWSPAPER: _("Untitled article")}
    return words.get(CslType(csl_type), _("Untitled document"))


def site(url: str) -> str:
    """The site of an address: “www.cnn.com” → “cnn.com”; "" where there is no address."""
    return urlsplit(url).netloc.removeprefix("www.")
