"""Every conflict of the record, by country and heading: what their list, its files and its feed are made of."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from claims.accounts.read import statements
from claims.accounts.rows import statements_by_question
from claims.accounts.side_by_side import Conflict
from claims.accounts.statement import Asked, Statement
from claims.accounts.version import Version, recorded, remembered
from claims.conflict import conflicts_among, merged
from claims.models import Claim
from claims.origins import answer_key, without_retellings
from claims.sides import side_of
from stations.models import Country
from users.models import User
from users.sight import Sight, sight_of

NO_COUNTRY = "general"


@dataclass(frozen=True)
class Listed:
    """One conflict as the list holds it, between the accounts of `first` and `second`.

    `code` is the country's in small letters, `general` where statements about all countries conflict with each other.
    `pairs` are all pairs of statements that the sentence covers. `recorded_at` is when the later of the two was
    published here.
    """

    code: str
    country: str
    asked: Asked
    conflict: Conflict
    first: Statement
    second: Statement
    sides: tuple[str, ...]
    pairs: int
    recorded_at: datetime

    @property
    def key(self) -> str:
        """A name for the conflict that stays the same as long as the same speakers give the same answers."""
        ends = sorted(repr((each.speaker.slug, each.stance, answer_key(each.answer))) for each in self.ends)
        code = self.code.upper() if self.country else ""
        parts = [code, self.asked.slug, str(self.conflict.with_general), *ends]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]

    @property
    def ends(self) -> tuple[Statement, Statement]:
        """Both ends."""
        return self.first, self.second


def every_conflict(user: User | AnonymousUser) -> tuple[Listed, ...]:
    """The conflicts among what this person may see: countries by name, headings in their order, no country last.

    Remembered until something is recorded that can change them: one query, or a fixed number.
    """
    return _every_conflict(recorded(), sight_of(user), get_language() or "")


@remembered(8)
def _every_conflict(version: Version, sight: Sight, language: str) -> tuple[Listed, ...]:
    published = Claim.objects.visible_to(sight.person).published()
    found = statements(published)
    known = {statement.ref: statement for statement in found}
    by_country: dict[str, list[Statement]] = {}
    for statement in found:
        by_country.setdefault(statement.about.country_code, []).append(statement)
    general = by_country.pop("", [])
    conflicts: list[tuple[Country | None, Conflict]] = [
        (country, conflict)
        for country in Country.objects.filter(code__in=by_country).by_name()
        for conflict in _of_country(by_country[country.code], general, country, known)
    ]
    conflicts += [(None, conflict) for conflict in conflicts_of_rows(_by_question(general), known)]
    refs = {ref for _country, conflict in conflicts for ref in (conflict.first, conflict.second)}
    at = dict(published.filter(ref__in=refs).values_list("ref", "reviewed_at"))
    return tuple(_listed(country, conflict, known, at) for country, conflict in conflicts)


def _of_country(
    own: list[Statement], general: Iterable[Statement], country: Country, known: Mapping[str, Statement]
) -> list[Conflict]:
    rows, _rest = statements_by_question([*own, *general], country)
    return conflicts_of_rows(rows, known, may_be_general=False)


def conflicts_of_rows(
    rows: Mapping[str, list[Statement]], known: Mapping[str, Statement], *, may_be_general: bool = True
) -> list[Conflict]:
    """The conflicts of some rows, in the order of these. Those between two general statements are no country's."""
    found = []
    for row in sorted(rows.values(), key=lambda row: (row[0].asked.heading_order, row[0].asked.order)):
        pairs = [
            each
            for each in conflicts_among(without_retellings(row), known)
            if may_be_general or not (known[each.first].is_general and known[each.second].is_general)
        ]
        found += sorted(merged(pairs, known), key=lambda each: each.with_general)
    return found


def _by_question(general: Iterable[Statement]) -> dict[str, list[Statement]]:
    rows: dict[str, list[Statement]] = {}
    for statement in general:
        rows.setdefault(statement.asked.slug, []).append(statement)
    return rows


def _listed(
    country: Country | None, conflict: Conflict, known: Mapping[str, Statement], at: Mapping[str, datetime | None]
) -> Listed:
    first, second = known[conflict.first], known[conflict.second]
    moments = [moment for moment in (at.get(first.ref), at.get(second.ref)) if moment]
    code = country.code if country else None
    return Listed(
        code=code.lower() if code else NO_COUNTRY,
        country=country.name if country else "",
        asked=first.asked,
        conflict=conflict,
        first=first,
        second=second,
        sides=tuple(dict.fromkeys(side_of(each.speaker, code) for each in (first, second))),
        pairs=1 + len(conflict.others),
        recorded_at=max(moments),
    )
