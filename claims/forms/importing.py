"""Bringing a spreadsheet to be imported: the file, what its rows are, whose they become, and what each column is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.choices import Kind
from claims.forms.desks import desk_field, desk_named, desks_of
from claims.importing.columns import LAYOUTS, alike, offered, why_not
from claims.importing.sealed import Facts
from users.models import Desk, User

FORMATS = ".csv,.tsv,.txt,.xlsx,.ods"


class FileForm(forms.Form):
    """What is asked about a file."""

    kind = forms.ChoiceField(
        label=_("What its rows are"),
        choices=Kind.choices,
        initial=Kind.CLAIMS,
        widget=forms.RadioSelect,
        error_messages={"required": _("What are the rows of the file? Choose one.")},
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, TSV, XLSX or ODS. The first row holds the headings; of a workbook, the first sheet is read."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": FORMATS}),
        error_messages={"required": _("Choose a file."), "invalid": _("Choose a file.")},
    )

    def __init__(self, data: QueryDict | None, files: object = None, *, by: User) -> None:
        super().__init__(data, files, use_required_attribute=False)  # type: ignore[arg-type]
        self.desks = desks_of(by)
        if self.desks:
            label, help_text = _("Belongs to"), _("Whose the drafts become. Its people alone see them.")
            self.fields["desk"] = desk_field(self.desks, label=label, help_text=help_text)

    def desk(self) -> Desk | None:
        """The desk that was chosen; None for the whole house. Only after it was checked."""
        return desk_named(self.desks, self.cleaned_data.get("desk", ""))


@dataclass(frozen=True)
class HeadingLine:
    """One column of the file: its heading, some of its cells, and what it is read as."""

    place: int
    heading: str
    cells: tuple[str, ...]
    chosen: str
    is_worked_out: bool

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"column-{self.place}"

    @property
    def called(self) -> str:
        """Its heading, or which one it is where it has none."""
        return self.heading or _t("Column %(number)s, without a heading") % {"number": self.place + 1}

    @property
    def is_unknown(self) -> bool:
        """Whether its heading says nothing to us, and nobody has said what it is."""
        return bool(self.heading) and not self.chosen and not self.is_worked_out


class Columns:
    """What each column of a file is: by its heading, until somebody chooses."""

    def __init__(self, facts: Facts, kind: str, chosen: dict[int, str] | None = None) -> None:
        layout = LAYOUTS[kind]
        known = offered(facts.headings, layout)
        left_out = {alike(name) for name in layout.not_read}
        self.headings: Sequence[str] = facts.headings
        self.kind = kind
        self.lines = [
            HeadingLine(
                place,
                heading,
                tuple(cells[place] for cells in facts.examples if place < len(cells) and cells[place]),
                (chosen or {}).get(place, known[place]),
                alike(heading) in left_out,
            )
            for place, heading in enumerate(facts.headings)
        ]
        self.choices = [(column.name, column.help) for column in layout.columns]

    @property
    def chosen(self) -> dict[int, str]:
        """The column of each place."""
        return {line.place: line.chosen for line in self.lines}

    @property
    def unknown(self) -> list[HeadingLine]:
        """Columns that are left out because nothing says what they are."""
        return [line for line in self.lines if line.is_unknown]

    @property
    def problem(self) -> str:
        """Why rows cannot be read so; "" where they can."""
        return why_not(list(self.headings), [line.chosen for line in self.lines], LAYOUTS[self.kind])


def columns_sent(facts: Facts, kind: str, data: QueryDict) -> Columns:
    """What somebody chose; a name that is no column of ours chooses nothing."""
    names = set(LAYOUTS[kind].names)
    sent = {place: data.get(f"column-{place}", "") for place in range(len(facts.headings))}
    return Columns(facts, kind, {place: name if name in names else "" for place, name in sent.items()})
