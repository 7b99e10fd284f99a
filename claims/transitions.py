"""The steps that a claim can take to readers and back: the one table that actions, pages and the database share.

The triggers on the table of claims are written from it (`triggers`), so that `makemigrations --check` notices a row
that the database does not know; docs/review.md is drawn from it (`manage.py draw_transitions`), and scripts.check
compares that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pgtrigger
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import ClaimState


class Who(TextChoices):
    """Who may take a step. An editor who wrote the claim is its author, and no other editor."""

    AUTHOR = "author", _("its author")
    AUTHOR_OR_EDITOR = "author_or_editor", _("its author or an editor")
    OTHER_EDITOR = "other_editor", _("an editor who is not its author")
    EDITOR = "editor", _("an editor")


class Reads(TextChoices):
    """Who reads the reason that a step gives."""

    NOBODY = "nobody", _("no reason is asked for")
    DESK = "desk", _("the desk")
    READERS = "readers", _("every reader")


@dataclass(frozen=True)
class Transition:
    """One step. `name` is what the action in claims/actions is called; `does` says what it is for, to a newcomer."""

    before: ClaimState
    after: ClaimState
    name: str
    who: Who
    reason_for: Reads
    does: str | Promise

    @property
    def needs_reason(self) -> bool:
        """Whether the step is refused without a reason."""
        return self.reason_for != Reads.NOBODY


DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN = ClaimState

TRANSITIONS = (
    Transition(DRAFT, IN_REVIEW, "submit", Who.AUTHOR_OR_EDITOR, Reads.NOBODY, _("It is ready, and waits.")),
    Transition(
        IN_REVIEW, DRAFT, "request_changes", Who.OTHER_EDITOR, Reads.DESK, _("It goes back: what should be changed.")
    ),
    Transition(IN_REVIEW, DRAFT, "take_back", Who.AUTHOR, Reads.DESK, _("Its author goes on working at it.")),
    Transition(IN_REVIEW, PUBLISHED, "publish", Who.OTHER_EDITOR, Reads.NOBODY, _("Readers see it from now on.")),
    Transition(DRAFT, PUBLISHED, "publish", Who.OTHER_EDITOR, Reads.NOBODY, _("The same, before it was submitted.")),
    Transition(PUBLISHED, WITHDRAWN, "withdraw", Who.EDITOR, Reads.READERS, _("Readable, it counts nowhere.")),
    Transition(WITHDRAWN, PUBLISHED, "publish", Who.OTHER_EDITOR, Reads.READERS, _("It counts again.")),
)


def step(before: str, name: str) -> Transition | None:
    """The step of this name from this state; None where there is none."""
    return next((each for each in TRANSITIONS if each.before == before and each.name == name), None)


def steps_from(before: str) -> tuple[Transition, ...]:
    """Every step that leads on from a state."""
    return tuple(each for each in TRANSITIONS if each.before == before)


REFUSE = """
IF (OLD.state, NEW.state) NOT IN ({known}) THEN
    RAISE EXCEPTION 'A claim does not go from % to %.', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_step_is_known', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
ASK_WHY = """
IF told IS NOT NULL AND coalesce(trim(told->>'reason'), '') = ''
   AND (OLD.state, NEW.state) IN ({explained}) THEN
    RAISE EXCEPTION 'Say why.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_step_gives_its_reason', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
TOLD = "nullif(current_setting('pghistory.context_metadata', true), '')::jsonb"


def triggers() -> list[pgtrigger.Trigger]:
    """What the database refuses: a step that is not in the table; and through the site, one without its reason.

    A hand at psql is held to the first alone, as with every change of what readers have seen (0021).
    """
    changed = pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state")
    explained = [each for each in TRANSITIONS if each.needs_reason]
    return [
        pgtrigger.Trigger(
            name="claim_step_is_known",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=changed,
            func=REFUSE.format(known=_pairs(TRANSITIONS)),
        ),
        pgtrigger.Trigger(
            name="claim_step_gives_its_reason",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=changed,
            declare=[("told", f"jsonb = {TOLD}")],
            func=ASK_WHY.format(explained=_pairs(explained)),
        ),
    ]


def _pairs(steps: Iterable[Transition]) -> str:
    return ", ".join(sorted({f"('{each.before.value}', '{each.after.value}')" for each in steps}))
