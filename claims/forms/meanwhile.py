"""Two people changed one record: what the other wrote beside what this person typed, and which of the two to keep.

A page sends the number of the version that it showed (`read_version`). Where the record has another by now, nothing is
written: each field that both changed is shown with both texts, and this person chooses. A field that only the other
changed becomes theirs, one that only this person changed stays this person's; both are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from claims.forms.fields import key_of
from web.differences import Piece, differences

VERSION, SEEN, KEEP = "read_version", "seen", "keep."
MINE, THEIRS = "mine", "theirs"

Values = Mapping[str, str]


@dataclass(frozen=True)
class Both:
    """A field in which the record and the form differ because the other changed it. `chosen` is "", mine or theirs."""

    name: str
    label: str
    theirs: str
    mine: str
    pieces: tuple[Piece, ...]
    asks: bool
    chosen: str

    @property
    def field(self) -> str:
        """The name of the choice in the form."""
        return f"{KEEP}{self.name}"


class Meanwhile:
    """What has to be settled before a form is written: plain values in, the form's own data changed in place."""

    def __init__(
        self, data: QueryDict, *, base: Values | None, theirs: Values, mine: Values, labels: Values, now: int
    ) -> None:
        self.data, self.now, self.values = data, now, theirs
        self.version = key_of(data.get(VERSION)) or 0
        changed = [name for name in theirs if base is None or base.get(name, "") != theirs[name]]
        self.both = [
            self._both(name, labels, mine.get(name, ""), None if base is None else base.get(name, ""))
            for name in changed
            if mine.get(name, "") != theirs[name]
        ]

    def _both(self, name: str, labels: Values, mine: str, base: str | None) -> Both:
        theirs = self.values[name]
        chosen = str(self.data.get(f"{KEEP}{name}", ""))
        return Both(
            name=name,
            label=str(labels.get(name, name)),
            theirs=theirs,
            mine=mine,
            pieces=differences(theirs, mine),
            asks=base is None or mine != base,
            chosen=chosen if chosen in (MINE, THEIRS) else "",
        )

    @property
    def is_settled(self) -> bool:
        """Whether this person has seen the present version, and chosen for each field that both changed."""
        saw_it = key_of(self.data.get(SEEN)) == self.now
        return saw_it and all(one.chosen for one in self.both if one.asks)

    def settle(self) -> None:
        """Fill in theirs where that was chosen, and where this person had changed nothing."""
        for one in self.both:
            if one.chosen == THEIRS or not one.asks:
                self.data[one.name] = self.values[one.name]
                if not self.values[one.name]:
                    del self.data[one.name]
