"""Whether two stations are one place: what an editor types. Saving is an action."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.choices import Judgement
from claims.forms.fields import StepForm, long_text
from claims.forms.lookups import LookupField
from claims.models import SamePlace

SPEAKER, DESK = "speaker", "desk"
TAKE_BACK = "take-back"
LONGEST = SamePlace._meta.get_field("reason").max_length or 500
JUDGEMENTS = [
    (Judgement.SAME, _("They are one place")),
    (Judgement.DIFFERENT, _("They are two places")),
    (Judgement.UNSURE, _("It cannot be told")),
]
OTHER = LookupField(
    "other",
    "station",
    _("The other station"),
    _("It keeps its page, its statements and its place in every number."),
    _("Name, place or country"),
    optional=False,
)
STATEMENT = LookupField(
    "statement",
    "claim",
    _("The statement it rests on"),
    _("A published statement whose passage says so. Speaker, date, source and quotation are taken from it."),
    _("Words of the statement, a speaker, a station"),
    optional=False,
)


class JudgementForm(StepForm):
    """What is said of the two, by whom, and what in the passage says so."""

    judgement = forms.ChoiceField(
        label=_("What it says of the two"),
        choices=JUDGEMENTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they are one place, two places, or that it cannot be told.")},
    )
    whose = forms.ChoiceField(
        label=_("Who says so"),
        choices=[
            (SPEAKER, _("The speaker of the statement says it")),
            (DESK, _("The desk reads it from the statement: the speaker does not say it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the speaker says it or the desk reads it so.")},
    )
    reason = long_text(
        _("What in the passage says so"),
        longest=LONGEST,
        rows=2,
        help_text=_("One sentence, as in: It lists a home and a commercial building. Readers will see it."),
        missing=_("Say what in the passage says so. Readers will see it."),
    )

    @property
    def desk_reading(self) -> bool:
        """Whether it is the desk's reading. Only after it was checked."""
        return bool(self.cleaned_data["whose"] == DESK)


class ChangeForm(StepForm):
    """Another opinion in place of a judgement, or none; and why."""

    becomes = forms.ChoiceField(
        label=_("What it says of the two"),
        choices=[*JUDGEMENTS, (TAKE_BACK, _("Nothing: take the judgement back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = long_text(
        _("What in the passage says so"), longest=LONGEST, rows=2, missing=_("Say what in the passage says so.")
    )
    why = long_text(
        _("Why it is changed"),
        longest=LONGEST,
        rows=2,
        help_text=_("One sentence. Readers see it on both pages and in the log of corrections."),
        missing=_("Say why it is changed. Readers will see the reason."),
    )

    @property
    def takes_back(self) -> bool:
        """Whether the judgement is taken back and nothing stands in its place."""
        return self.typed("becomes") == TAKE_BACK


class RestoreForm(StepForm):
    """Why a judgement that was taken back counts again."""

    why = long_text(
        _("Why it counts again"),
        longest=LONGEST,
        rows=2,
        help_text=_("One sentence. Readers see it in the log of corrections."),
        missing=_("Say why it counts again. Readers will see the reason."),
    )


def as_it_stands(row: SamePlace) -> QueryDict:
    """The form of a change as the judgement stands."""
    data = QueryDict(mutable=True)
    data.update({"becomes": row.judgement, "reason": row.reason})
    return data
