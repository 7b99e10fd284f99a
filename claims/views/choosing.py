"""What a reader chose to see of the accounts, read from the address of the page and offered in its form.

`?side=chinese,host&party=safeguard-defenders&heading=how-many&conflict=yes&order=date`: each may be repeated or hold
several values. What is not known is told in a sentence and left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.arrange import NO_COUNTRY
from claims.accounts.chosen import BY_CONFLICT, BY_DATE, Chosen, bounded, marked, narrowed, with_notes_of
from claims.accounts.side_by_side import Accounts, QuestionRow
from claims.sides import SIDES, side_title
from web.parameters import values_of

PARAMETERS = ("side", "party", "heading", "conflict", "order")
MOST_VALUES, SHOWN_OF_A_VALUE = 100, 40
YES = "yes"


@dataclass(frozen=True)
class Offered:
    """One thing that can be chosen, and how many accounts it has here."""

    value: str
    label: str
    cards: int
    chosen: bool


@dataclass(frozen=True)
class InForce:
    """One choice in force, in words, and the address of the page without it."""

    label: str
    address_without: str


class Choosing:
    """The accounts as the reader chose to see them, with everything that the form and the sentences about it need.

    `accounts` is what is shown, `everything` what there is.
    """

    def __init__(
        self,
        request: HttpRequest,
        everything: Accounts,
        *,
        elsewhere: Iterable[str] = (),
        path: str = "",
        rows_under: str = "",
    ) -> None:
        """Read the address; every value is looked up among what the page holds.

        `elsewhere` are the statements (by ref) whose notes other parts of the page refer to. `path` is the address of
        the page where that is not the one asked for (a file beside it); under `rows_under`, or else under the page
        itself, stand the pages of the rows.
        """
        self.everything = everything
        self.path = path or request.path
        self.rows_under = rows_under or self.path
        self.notices: list[str] = []
        self.chosen = self._read(request.GET)
        self.kept, self.hidden = narrowed(everything, self.chosen)
        self.accounts = with_notes_of(bounded(self.kept), elsewhere)

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the notes that stand on the page, by the ref of their statement."""
        return {note.statement.ref: note.number for note in self.accounts.notes}

    @property
    def in_cards(self) -> frozenset[str]:
        """The statements whose passage a card prints; their footnotes need not repeat it."""
        return frozenset(card.newest.ref for card in self.accounts.cards)

    @property
    def marked(self) -> frozenset[str]:
        """The statements with a mark on a card, to which their note leads back."""
        return marked(self.accounts)

    def address_of_row(self, key: str) -> str:
        """The page of one row, with the same sides and parties."""
        kept = [(name, values) for name, values in self.parameters if name not in ("heading", "order")]
        return f"{self.rows_under}rows/{key}/{_query(kept)}"

    @property
    def is_worth_offering(self) -> bool:
        """Whether there is more than one account to choose among."""
        return len(self.everything.cards) > 1

    @property
    def is_in_force(self) -> bool:
        """Whether anything is hidden or stands in another order than usual."""
        return self.chosen != Chosen()

    @property
    def shown_cards(self) -> int:
        """How many accounts the choice leaves."""
        return self.hidden.of_cards - self.hidden.cards

    @property
    def shown_rows(self) -> int:
        """How many rows the choice leaves."""
        return self.hidden.of_rows - self.hidden.rows

    @property
    def sides(self) -> list[Offered]:
        """The sides that speak here, in their order."""
        titles = {side.slug: side.title for row in _rows(self.everything) for side in row.sides}
        counts = _counted(card.side for card in self.everything.cards)
        return [
            Offered(side, titles.get(side) or side_title(side), counts[side], side in self.chosen.sides)
            for side in SIDES
            if side in counts
        ]

    @property
    def parties(self) -> list[Offered]:
        """Everybody who speaks here, by name."""
        counts = _counted(card.speaker.slug for card in self.everything.cards)
        found = [
            Offered(slug, name, counts[slug], slug in self.chosen.parties) for slug, name in self._party_names.items()
        ]
        return sorted(found, key=lambda party: party.label.casefold())

    @cached_property
    def headings(self) -> list[Offered]:
        """The headings of the rows, in their order; on the page of a question these are countries."""
        return [
            Offered(
                heading.slug or NO_COUNTRY,
                heading.title,
                sum(len(row.cards) for row in heading.questions),
                heading.slug in self.chosen.headings,
            )
            for heading in self.everything.headings
        ]

    @property
    def in_force(self) -> list[InForce]:
        """Each choice in force, with the way back."""
        offered = {"side": self.sides, "party": self.parties, "heading": self.headings}
        found = [
            InForce(each.label, self.address(name, without=each.value))
            for name, choices in offered.items()
            for each in choices
            if each.chosen
        ]
        if self.chosen.conflicts_only:
            found.append(InForce(_("Only what conflicts"), self.address("conflict", without=YES)))
        if self.chosen.order:
            words = {BY_CONFLICT: _("Conflicts first"), BY_DATE: _("Newest first")}
            found.append(InForce(words[self.chosen.order], self.address("order", without=self.chosen.order)))
        return found

    @property
    def query(self) -> str:
        """The choice as the end of an address; "" where there is none."""
        return _query(self.parameters)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The choice as it stands in an address: values in one order, so that one choice is one address."""
        chosen = self.chosen
        lists: dict[str, list[str]] = {
            "side": [side for side in SIDES if side in chosen.sides],
            "party": sorted(chosen.parties),
            "heading": [each.value for each in self.headings if each.chosen],
            "conflict": [YES] if chosen.conflicts_only else [],
            "order": [chosen.order] if chosen.order else [],
        }
        return [(name, ",".join(values)) for name, values in lists.items() if values]

    def address(self, name: str, *, without: str) -> str:
        """The page with one choice taken out."""
        changed = []
        for key, values in self.parameters:
            kept = [value for value in values.split(",") if key != name or value != without]
            changed += [(key, ",".join(kept))] if kept else []
        return self.path + _query(changed)

    @property
    def _party_names(self) -> dict[str, str]:
        return {card.speaker.slug: card.speaker.name for card in self.everything.cards}

    def _read(self, given: QueryDict) -> Chosen:
        orders = self._values(
            given,
            "order",
            {BY_CONFLICT, BY_DATE},
            _("Accounts can be put in order by “conflict” or “date”, not by “%(value)s”."),
        )
        headings = self._values(
            given,
            "heading",
            {heading.slug or NO_COUNTRY for heading in self.everything.headings},
            _("There is no heading “%(value)s” on this page."),
        )
        return Chosen(
            sides=self._values(given, "side", set(SIDES), _("There is no side “%(value)s”.")),
            parties=self._values(
                given, "party", set(self._party_names), _("Nobody called “%(value)s” speaks on this page.")
            ),
            headings=frozenset("" if value == NO_COUNTRY else value for value in headings),
            conflicts_only=bool(
                self._values(given, "conflict", {YES}, _("“conflict” can only be “yes”, not “%(value)s”."))
            ),
            order=min(orders, default=""),
        )

    def _values(self, given: QueryDict, name: str, known: set[str], unknown: str) -> frozenset[str]:
        """The values of one parameter, repeated or divided by commas; each that is not known is told once."""
        asked = values_of(given, name, MOST_VALUES)
        strange = [value for value in asked if value not in known]
        for value in strange[:3]:
            self.notices.append(_("%(problem)s It was left out.") % {"problem": unknown % {"value": _short(value)}})
        if len(strange) > 3:
            more = len(strange) - 3
            text = ngettext("%(n)s more is not known.", "%(n)s more are not known.", more)
            self.notices.append(text % {"n": more})
        return frozenset(asked) & known


def _rows(accounts: Accounts) -> Iterator[QuestionRow]:
    return (row for heading in accounts.headings for row in heading.questions)


def _counted(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _query(parameters: Iterable[tuple[str, str]]) -> str:
    given = [(name, value) for name, value in parameters if value]
    return f"?{urlencode(given, safe=',')}" if given else ""


def _short(text: str) -> str:
    printable = "".join(mark for mark in text if mark.isprintable())
    return printable if len(printable) <= SHOWN_OF_A_VALUE else printable[: SHOWN_OF_A_VALUE - 1] + "…"
