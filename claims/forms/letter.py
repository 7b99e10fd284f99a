"""A letter to the desk: a mistake that somebody points out, or a statement of their own."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms.fields import NotTooLong, long_text, short_text
from sources.choices import LetterKind, LetterState

LONGEST_LETTER = 20_000
SHORTEST_LETTER = 10


class LetterForm(forms.Form):
    """What somebody sends. Only the text is needed, and for a statement who makes it."""

    kind = forms.ChoiceField(
        label=_("What is it for?"),
        choices=[
            (LetterKind.MISTAKE, _("Something here is wrong")),
            (LetterKind.STATEMENT, _("I send a statement of my own, or of the body I speak for")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it is for."),
            "invalid_choice": _("Choose what it is for."),
        },
    )
    about = short_text(
        _("The page it is about"),
        longest=300,
        help_text=_("Its address here, with the number of the line or statement if you know it."),
    )
    text = long_text(
        _("What you want to tell"),
        longest=LONGEST_LETTER,
        rows=9,
        help_text=_(
            "A mistake: what is wrong, and where it can be read otherwise. A statement: the words you want quoted."
        ),
        missing=_("Write what you want to tell the desk."),
    )
    name = short_text(
        _("Who speaks"),
        help_text=_("As it should stand if it is quoted: a body, or a role if you are a private person."),
    )
    office = short_text(_("In what office"))
    url = short_text(
        _("Where it can be read as well"), longest=2000, help_text=_("An address of yours, if there is one: https://…")
    )
    contact = short_text(
        _("How the desk can reach you"),
        help_text=_(
            "Never shown, in no history, deleted 30 days after the desk’s decision, or at once if you ask. Without it, "
            "you read the answer under the number that you get."
        ),
    )
    answer = short_text(_("The sum"), longest=10, missing=_("Answer the question: it keeps robots out."))
    # Nobody sees it; a robot fills it in.
    website = forms.CharField(required=False, label=_("Leave this empty"))

    def __init__(self, data: QueryDict | None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["answer"].widget.attrs.update({"inputmode": "numeric", "class": "short"})

    def clean_text(self) -> str:
        """Refuse what is too short to mean anything."""
        text = str(self.cleaned_data["text"]).strip()
        if len(text) < SHORTEST_LETTER:
            raise forms.ValidationError(_t("This is too short for the desk to act on. Say a little more."))
        return text

    def clean_url(self) -> str:
        """An address of the web, or none."""
        url = str(self.cleaned_data["url"]).strip()
        if url:
            URLValidator(schemes=["http", "https"], message=_t("An address begins with http:// or https://."))(url)
        return url

    def clean_website(self) -> str:
        """What only robots fill in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_t("One field is there for robots only, and was filled in. Leave it empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        """A statement says who makes it."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        if kept.get("kind") == LetterKind.STATEMENT and not kept.get("name") and "name" not in self.errors:
            self.add_error("name", _t("Who makes this statement? A body, or a role if you are a private person."))
        return kept


class DecisionForm(forms.Form):
    """What becomes of a letter, and what the sender reads."""

    state = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (LetterState.ACCEPTED, _("Accept it: we correct the record, or record the statement")),
            (LetterState.ANSWERED, _("Answer it: nothing changes in the record")),
            (LetterState.DECLINED, _("Decline it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the letter.")},
    )
    answer = forms.CharField(
        label=_("What the sender reads"),
        help_text=_("Under the number of the letter. Needed unless you accept it. No name of anybody at the desk."),
        required=False,
        validators=[NotTooLong(4000)],
        widget=forms.Textarea(attrs={"rows": 4}),
        strip=True,
    )

    def clean(self) -> dict[str, Any]:
        """An answer and a refusal are said in words."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        if kept.get("state") in (LetterState.ANSWERED, LetterState.DECLINED) and not kept.get("answer"):
            self.add_error("answer", _t("Say it in words: the sender reads them."))
        return kept
