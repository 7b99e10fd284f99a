"""The search fields of the form: what is chosen, what was searched, what was found."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms import finding
from claims.forms.fields import Text
from claims.forms.finding import Found
from users.models import User


@dataclass(frozen=True)
class LookupField:
    """One search field. `kind` is what it finds; `several` may be chosen where the form says so."""

    name: str
    kind: str
    label: Text
    help: Text
    placeholder: Text
    several: bool = False
    optional: bool = True


FIELDS = {
    described.name: described
    for described in [
        LookupField(
            "source",
            "source",
            _("Find the document"),
            _("By words of its title, by its publisher, or by its address."),
            _("Title or address"),
            optional=False,
        ),
        LookupField("publisher", "party", _("Publisher"), _("Who published it."), _("Name of the publisher")),
        LookupField(
            "subjects",
            "subject",
            _("It is about"),
            _("A country, a place, a reported station, an agreement … One draft is made for each."),
            _("Country, place or station"),
            several=True,
            optional=False,
        ),
        LookupField(
            "speaker",
            "party",
            _("Who says it"),
            _("The body that speaks, not the newspaper that reports it. A minister speaks for the ministry."),
            _("Ministry, organisation, newspaper …"),
            optional=False,
        ),
        LookupField("relays", "party", _("Add a step"), "", _("Name of a newspaper, an agency …"), several=True),
        LookupField(
            "asked_by",
            "party",
            _("Who asked"),
            _("The body that asked and got no answer: a newspaper, an organisation, a parliament."),
            _("Newspaper, organisation …"),
        ),
        LookupField("answer_party", "party", _("Which body or person"), "", _("Name"), optional=False),
        LookupField(
            "rebuts",
            "claim",
            _("It answers another statement"),
            _("Only if the speaker answers somebody: find the statement that is answered."),
            _("Words of that statement"),
        ),
    ]
}


@dataclass
class Lookup:
    """One search field as it stands on the page. `known` are rows that were read already: no others can be chosen."""

    field: LookupField
    data: QueryDict
    by: User
    checking: bool
    problem: str = ""
    known: dict[str, Model] | None = None

    @cached_property
    def rows(self) -> list[Model]:
        """The rows that are chosen, in the order in which they were."""
        values = self.data.getlist(self.field.name)
        values = values if self.field.several else values[-1:]
        if self.known is not None:
            return [self.known[value] for value in values if value in self.known]
        return finding.chosen(self.field.kind, values, by=self.by)

    @property
    def row(self) -> Model | None:
        """The one row that is chosen."""
        return self.rows[0] if self.rows else None

    @property
    def query(self) -> str:
        """What was typed into the search field."""
        return str(self.data.get(f"{self.field.name}_find", "")).strip()[:500]

    @cached_property
    def chosen(self) -> list[Found]:
        """What is chosen, as the page shows it."""
        return [finding.KINDS[self.field.kind].found(row) for row in self.rows]

    @cached_property
    def found(self) -> list[Found]:
        """What was found and is not chosen yet."""
        values = {found.value for found in self.chosen}
        hits = finding.find(self.field.kind, self.query, by=self.by) if self.query else []
        return [found for found in hits if found.value not in values]

    def must_be_chosen(self, missing: str) -> None:
        """Name the problem when nothing is chosen; `missing` says so in plain words."""
        if self.rows:
            return
        if self.unknown:
            self.problem = _t("What was chosen here no longer exists. Search for it again.")
        elif self.query:
            self.problem = _t(
                "You searched for “%(query)s” but chose nothing yet. Choose one below, or add a new one."
            ) % {"query": self.query[:80]}
        else:
            self.problem = missing

    @property
    def unknown(self) -> bool:
        """Whether a value was sent that names no row."""
        return any(self.data.getlist(self.field.name)) and not self.rows

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"find-{self.field.name.replace('_', '-')}"

    @property
    def focus(self) -> str:
        """The field to which a link from the list of problems leads."""
        return f"{self.anchor}-text"


def lookups(data: QueryDict, *, by: User, checking: bool) -> dict[str, Lookup]:
    """Every search field of the form."""
    return {name: Lookup(described, data, by, checking) for name, described in FIELDS.items()}
