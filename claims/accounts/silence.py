"""A side without a statement, and where somebody looked for one. Plain data, as claims.accounts.statement."""

from dataclasses import dataclass

from claims.accounts.statement import Speaker
from web.edtf import EdtfDate


@dataclass(frozen=True)
class Looked:
    """A record of having looked: where, over which time, when, and what it gave (claims.choices.SearchResult).

    It concerns a country, a question and a party or a whole side; "" or None where it is none in particular.
    """

    slug: str
    what: str
    where: str
    period: EdtfDate | None
    searched_on: EdtfDate | None
    result: str
    country_code: str
    question: str
    party: Speaker | None
    side: str


@dataclass(frozen=True)
class Silence:
    """A side of which we hold no statement on a question ("": on none at all), and where somebody looked for one."""

    side: str
    title: str
    looked: tuple[Looked, ...] = ()
    question: str = ""
    country_code: str = ""

    @property
    def searched(self) -> bool:
        """Whether anyone looked."""
        return bool(self.looked)
