"""Lists of what is computed rather than stored, asked and counted as the lists of rows are (web/listing.py).

The rows are at hand, so a question is put to each of them; addresses, sentences and files are those of every list.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar, cast
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from web import search
from web.listing import (
    LONGEST_VALUE,
    MOST_CHOICES,
    PAGE,
    SHOWN_OF_A_VALUE,
    ListFilter,
    Listing,
    Narrowing,
    OfferedChoice,
    OfferedFacet,
    Text,
)

Row = TypeVar("Row")
SEARCH = "q"


@dataclass(frozen=True)
class Ask(Generic[Row]):
    """One question that can be put to a row: which values it has. One row may have several.

    `label` is how a value reads, asked of the first row that has it. `unknown` is the sentence about a value that no
    row has; it holds %(value)s. `in_order`: the choices stand as the rows give them, otherwise the most frequent first.
    """

    title: Text
    values: Callable[[Row], tuple[str, ...]]
    label: Callable[[Row, str], str]
    unknown: Text
    in_order: bool = False


class ComputedFilter(Generic[Row]):
    """The questions that a reader can put to one computed list.

    Subclasses declare `asks`, and say in `words_of` what is searched. A parameter that cannot be understood is left
    out and named in `notices`.
    """

    asks: ClassVar[Mapping[str, Ask[Any]]]

    def __init__(self, data: QueryDict, rows: Sequence[Row], *, request: HttpRequest, also: Iterable[str] = ()) -> None:
        """`data` are the parameters of the address; those named in `also` are understood elsewhere."""
        self.request = request
        self.rows = rows
        self.facets = tuple(self.asks)
        self.notices: list[str] = []
        self._tell_unknown_names(data, also)
        self.kept = {name: value for name in (*self.asks, SEARCH) if (value := self._value(data, name))}
        self._left: dict[tuple[str, ...], Sequence[Row]] = {(): rows}

    def words_of(self, row: Row) -> Iterable[str]:
        """The texts of a row in which words are looked for, as `folded` gives them; a word stands in one of them."""
        raise NotImplementedError

    @property
    def qs(self) -> Sequence[Row]:
        """The rows that answer every question."""
        return self.rows_without("")

    def rows_without(self, name: str) -> Sequence[Row]:
        """The rows that all questions but one leave. Each set of questions is put to the rows once."""
        asked = tuple(each for each in self.kept if each != name)
        if asked not in self._left:
            fits = [self._fitting(each) for each in asked]
            self._left[asked] = [row for row in self.rows if all(fit(row) for fit in fits)]
        return self._left[asked]

    def address(self, **changes: str) -> str:
        """This list with some parameters changed; an empty text takes one out. The page number never stays."""
        parameters = {**self.kept, **changes}
        return "?" + urlencode({name: value for name, value in parameters.items() if value})

    def offered(self, name: str) -> OfferedFacet:
        """What each choice would leave, the other questions in force."""
        ask, chosen = self.asks[name], self.kept.get(name, "")
        numbers: Counter[str] = Counter()
        for values, rows in Counter(map(ask.values, self.rows_without(name))).items():
            for value in dict.fromkeys(values):
                numbers[value] += rows
        found = [(value, label) for value, label in self._labels(name).items() if numbers[value]]
        if not ask.in_order:
            found.sort(key=lambda choice: (-numbers[choice[0]], choice[1].casefold()))
        choices = tuple(
            OfferedChoice(value, label, numbers[value], self.address(**{name: value}), value == chosen)
            for value, label in found[:MOST_CHOICES]
        )
        return OfferedFacet(name, ask.title, choices, self.address(**{name: ""}))

    def narrowings(self, *, count: bool = False) -> list[Narrowing]:
        """The questions in force; with `count`, what the list would hold without each."""
        return [
            Narrowing(
                name=name,
                title=_("Search") if name == SEARCH else self.asks[name].title,
                label=f"“{value}”" if name == SEARCH else self._labels(name)[value],
                address_without=self.address(**{name: ""}),
                left_without=len(self.rows_without(name)) if count else None,
            )
            for name, value in self.kept.items()
        ]

    def listing(self, *, per_page: int | None = None) -> Listing:
        """The list as a page shows it. It has all that a `Listing` asks of a `ListFilter`."""
        return Listing(self.request, cast(ListFilter, self), per_page=per_page)

    def _labels(self, name: str) -> dict[str, str]:
        return self._every_label[name]

    @cached_property
    def _every_label(self) -> dict[str, dict[str, str]]:
        labels: dict[str, dict[str, str]] = {name: {} for name in self.asks}
        for name, ask in self.asks.items():
            known, values, label = labels[name], ask.values, ask.label
            for row in self.rows:
                for value in values(row):
                    if value not in known:
                        known[value] = label(row, value)
        return labels

    def _fitting(self, name: str) -> Callable[[Row], bool]:
        """Whether a row answers one question as the reader wants it."""
        wanted = self.kept[name]
        if name != SEARCH:
            values = self.asks[name].values
            return lambda row: wanted in values(row)
        words = [folded(word) for word in search.words(wanted)]

        def has_every_word(row: Row) -> bool:
            texts = tuple(self.words_of(row))
            return all(any(word in text for text in texts) for word in words)

        return has_every_word

    def _value(self, data: QueryDict, name: str) -> str:
        """The last value of a parameter, if it can be understood; what is left out is told."""
        values = data.getlist(name)
        if len(values) > 1:
            text = _("“%(name)s” was given %(n)s times; only the last one counts.")
            self.notices.append(text % {"name": name, "n": len(values)})
        value = values[-1].strip() if values else ""
        if not value or name == SEARCH:
            return " ".join(search.words(value))
        value = value[:LONGEST_VALUE].lower()
        if value not in self._labels(name):
            problem = str(self.asks[name].unknown) % {"value": _short(value)}
            self.notices.append(_("%(problem)s The list is shown without it.") % {"problem": problem})
            return ""
        return value

    def _tell_unknown_names(self, data: QueryDict, also: Iterable[str]) -> None:
        unknown = [name for name in data if name not in {*self.asks, SEARCH, PAGE, *also}]
        for name in unknown[:3]:
            text = _("This list knows no filter “%(name)s”; it was left out.")
            self.notices.append(text % {"name": _short(name)})
        if len(unknown) > 3:
            more = len(unknown) - 3
            sentence = ngettext("%(n)s more filter is not known.", "%(n)s more filters are not known.", more)
            self.notices.append(sentence % {"n": more})


def folded(text: str) -> str:
    """Without accents and capitals, as searching elsewhere takes words."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in parts if not unicodedata.combining(mark)).casefold()


def _short(text: str) -> str:
    printable = "".join(mark for mark in text if not unicodedata.category(mark).startswith("C"))
    return printable if len(printable) <= SHOWN_OF_A_VALUE else printable[: SHOWN_OF_A_VALUE - 1] + "…"
