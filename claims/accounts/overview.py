"""Every country at a glance: what the home page's map, list and "where accounts conflict" are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from claims.accounts.read import statements
from claims.accounts.rows import VERDICTS, View, question_row, statements_by_question, verdict_words
from claims.accounts.side_by_side import Conflict, QuestionRow
from claims.accounts.statement import Statement
from claims.accounts.version import Version, recorded, remembered
from claims.choices import Stance
from claims.models import Claim
from stations.models import Country
from users.models import User
from users.sight import Sight, sight_of


@dataclass(frozen=True)
class CountryOverview:
    """What is recorded about one country.

    `conflicts` are those between statements about it, in the order of the headings; `general_conflicts` counts those
    with a statement about all countries. `authorities_have_no_record`: a state body of the country says so.
    """

    country: Country
    statements: int
    verdict: str
    verdict_words: str
    conflicts: tuple[Conflict, ...]
    general_conflicts: int
    authorities_have_no_record: bool


def overview(user: User | AnonymousUser) -> tuple[CountryOverview, ...]:
    """Every country about which something is recorded, by name.

    Remembered until something is recorded that can change it: one query, or a fixed number.
    """
    return _overview_of_all(recorded(), sight_of(user), get_language() or "")


@remembered(8)
def _overview_of_all(version: Version, sight: Sight, language: str) -> tuple[CountryOverview, ...]:
    found = statements(Claim.objects.visible_to(sight.person).published())
    by_country: dict[str, list[Statement]] = {}
    for statement in found:
        by_country.setdefault(statement.about.country_code, []).append(statement)
    general = by_country.pop("", [])
    known = {statement.ref: statement for statement in found}
    countries = Country.objects.filter(code__in=by_country).by_name()
    return tuple(
        _overview(country, by_country[country.code], general, View(country, known, {})) for country in countries
    )


def _overview(country: Country, own: list[Statement], general: Iterable[Statement], view: View) -> CountryOverview:
    rows, _rest = statements_by_question([*own, *general], country)
    questions = [question_row(row, view) for row in rows.values()]
    questions.sort(key=lambda row: (row.asked.heading_order, row.asked.order))
    conflicts = [conflict for row in questions for conflict in row.conflicts]
    verdict = min((row.verdict for row in questions), key=VERDICTS.index)
    return CountryOverview(
        country=country,
        statements=len(own),
        verdict=verdict,
        verdict_words=verdict_words(verdict),
        conflicts=tuple(conflict for conflict in conflicts if not conflict.with_general),
        general_conflicts=sum(conflict.with_general for conflict in conflicts),
        authorities_have_no_record=any(map(_no_record, questions)),
    )


def _no_record(row: QuestionRow) -> bool:
    hosts = [card for side in row.sides if side.slug == "host" for card in side.cards]
    return any(card.stance == Stance.HAS_NO_RECORD and not card.general for card in hosts)
