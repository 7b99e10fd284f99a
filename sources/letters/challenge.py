"""A plain question that keeps robots out: made and checked here, without a third party and without a cookie."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SALT = "on_record.letter"
SHORTEST, LONGEST = 4, 24 * 3600  # seconds: no person is quicker, and no open page is older
WORDS = (
    gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"), gettext_lazy("five"),
    gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten"),
)  # fmt: skip


@dataclass(frozen=True)
class Challenge:
    """Two numbers to add, when they were asked, and the key of the form they belong to: one letter for one form."""

    first: int
    second: int
    asked_at: int
    form_key: UUID

    @property
    def question(self) -> str:
        """In words, so that a script needs more than a pattern."""
        return _("How much is %(first)s plus %(second)s?") % {
            "first": WORDS[self.first - 1],
            "second": WORDS[self.second - 1],
        }

    @property
    def token(self) -> str:
        """What the form carries along: signed, so that nobody makes one."""
        return signing.dumps([self.first, self.second, self.asked_at, str(self.form_key)], salt=SALT)

    def is_solved_by(self, answer: str) -> bool:
        """Whether this is the sum, in figures."""
        typed = answer.strip()
        return typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) == self.first + self.second

    def age(self, at: datetime) -> int:
        """Seconds since it was asked."""
        return int(at.timestamp()) - self.asked_at


def ask(*, at: datetime) -> Challenge:
    """A new question, for a new form."""
    first, second = secrets.randbelow(len(WORDS)) + 1, secrets.randbelow(len(WORDS)) + 1
    return Challenge(first, second, int(at.timestamp()), uuid4())


def read(token: str) -> Challenge | None:
    """The question that a form carries; None where the token is none of ours."""
    try:
        first, second, asked_at, form_key = signing.loads(token, salt=SALT)
        return Challenge(int(first), int(second), int(asked_at), UUID(form_key))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def problem_with(challenge: Challenge | None, answer: str, *, at: datetime) -> str:
    """Why a form is not taken, "" when it is."""
    if challenge is None or not 0 <= challenge.age(at) <= LONGEST:
        return _("This form is out of date. Answer the new question, and send it again; everything else is still here.")
    if not challenge.is_solved_by(answer):
        return _("That is not the sum. Write it in figures.")
    if challenge.age(at) < SHORTEST:
        return _("That was quicker than a person writes. Please send it once more.")
    return ""
