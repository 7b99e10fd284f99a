"""What somebody asks of the audit, as a form or an address says it."""

from urllib.parse import urlencode, urlsplit

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operations.audit.query import Asked, Kind, Place
from operations.audit.records import Record, find
from users.models import ActKind, User

AFTER = "after"
LONGEST = 500
KINDS = [
    ("", _("All kinds")),
    (_("The record"), list(Kind.choices)),
    (_("Accounts and files"), list(ActKind.choices)),
]


class DateInput(forms.DateInput):
    """A day that the browser offers a calendar for."""

    input_type = "date"

    def __init__(self) -> None:
        """As the standard writes it, which browsers need."""
        super().__init__(format="%Y-%m-%d")


class AuditForm(forms.Form):
    """By whom or about whose account, of which kind, of which record, and between which days."""

    person = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Person"), empty_label=_("Everybody"))
    kind = forms.ChoiceField(choices=KINDS, required=False, label=_("Kind of act"))
    record = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Record"),
        widget=forms.TextInput(attrs={"placeholder": "/claims/…/"}),
        help_text=_("The address of its page here."),
    )
    since = forms.DateField(required=False, label=_("From"), widget=DateInput())
    until = forms.DateField(required=False, label=_("Until"), widget=DateInput())

    def __init__(self, data: QueryDict, *, user: User) -> None:
        """For whom: only what this person may come upon is found."""
        super().__init__(data, use_required_attribute=False)
        self.user = user
        people = self.fields["person"]
        assert isinstance(people, forms.ModelChoiceField)  # noqa: S101 - declared so above
        people.queryset = User.objects.by_address()

    def clean_record(self) -> Record | None:
        """The record that an address leads to."""
        typed = self.cleaned_data["record"]
        if not typed:
            return None
        parts = _parts(typed)
        kind = {"stations": "subjects", "agreements": "subjects"}.get(parts[0], parts[0]) if parts else ""
        found = find(kind, parts[1], self.user) if len(parts) > 1 else None
        if found is None:
            raise forms.ValidationError(
                gettext("There is no such statement, source, party or place that you may see."), code="unknown"
            )
        return Record(type(found), found.pk)

    @property
    def asked(self) -> Asked:
        """What was understood; what was not is left out, and told among the errors."""
        told = self.cleaned_data
        person = told.get("person")
        return Asked(
            person=person.pk if person else None,
            kind=told.get("kind") or "",
            since=told.get("since"),
            until=told.get("until"),
            record=told.get("record"),
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What was typed and understood, as an address carries it on."""
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name) and name in self.understood}

    @property
    def understood(self) -> set[str]:
        """The names of the fields without an error."""
        return set(self.fields) - set(self.errors)


def _parts(typed: str) -> list[str]:
    """The parts of an address, with or without the name of the site; nothing where it is none."""
    try:
        return [part for part in urlsplit(typed).path.split("/") if part]
    except ValueError:
        return []


def place_of(data: QueryDict) -> tuple[Place | None, bool]:
    """Where the page begins, and whether what the address says of that was understood."""
    text = data.get(AFTER, "")
    place = Place.read(text) if text else None
    return place, bool(place) or not text


def address(parameters: dict[str, str], after: Place | None = None) -> str:
    """The same question, on the page that begins there."""
    given = {**parameters, **({AFTER: str(after)} if after else {})}
    return "?" + urlencode(given) if given else "?"
