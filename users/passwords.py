"""Words of this house, of which no password may mostly consist: whoever guesses begins with them."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from users.models import User

# What is on every page of the site; with the names of its hosts, the whole list (docs/people.md).
WORDS = (
    "onrecord",
    "record",
    "overseas",
    "police",
    "station",
    "desk",
    "editor",
    "administrator",
    "contributor",
    "reader",
)
LEFT_AT_LEAST = 8
LETTERS = re.compile(r"[\W\d_]+")


class NotOurWords:
    """What is left of a password without these words, digits and marks must still be long enough to be one."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        left = LETTERS.sub("", password.casefold())
        if not any(word in left for word in _words()):
            return
        for word in _words():
            left = left.replace(word, "")
        if len(left) < LEFT_AT_LEAST:
            raise ValidationError(_("This password is made of words of this site: choose others."), code="our_words")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("It must not be made of the words of this site.")


def _words() -> list[str]:
    """The longest first, so that none is taken apart by a shorter one."""
    hosts = (part for host in settings.ALLOWED_HOSTS for part in LETTERS.split(host.casefold()))
    return sorted({*WORDS, *(part for part in hosts if len(part) > 3)}, key=len, reverse=True)
