"""When two published statements conflict (DESIGN §3, "Conflict"). Nothing here says who is right.

Two statements conflict when they have different origins and speakers who are not part of one body, answer one question
that can conflict, are about the same subject or one inside it, speak of times that overlap, and

- one says and the other denies the same answer,
- or they say answers that cannot both hold,
- or one is recorded as rebutting the other.

Having no record, not being able to confirm, declining and not replying are never a side of a conflict.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product

from claims.accounts.side_by_side import Conflict
from claims.accounts.statement import About, Statement
from claims.answers import denial_covers, exclude_each_other, narrower_point
from claims.choices import ClaimState, Stance
from claims.meeting import Origins, Said, meetings, newest_first, rebuttals
from claims.origins import answer_key, same_body
from stations.choices import SubjectKind

TAKES_A_SIDE = frozenset({Stance.SAYS, Stance.DENIES, Stance.ACCEPTS_IN_PART})
GroupKey = tuple[str, str, str, str, tuple[object, ...]]


def group_key(statement: Statement) -> GroupKey:
    """What makes two statements one account on a page: speaker, question, subject, stance and answer."""
    return (
        statement.speaker.slug,
        statement.asked.slug,
        statement.about.slug,
        statement.stance,
        answer_key(statement.answer),
    )


def conflicts_among(statements: Iterable[Statement], known: Mapping[str, Statement]) -> tuple[Conflict, ...]:
    """Every conflict among statements, one for each pair of accounts, in a stable order."""
    groups: dict[GroupKey, list[Statement]] = {}
    for statement in sorted(only_latest_counts(statements), key=newest_first):
        if statement.state == ClaimState.PUBLISHED and statement.stance in TAKES_A_SIDE:
            groups.setdefault(group_key(statement), []).append(statement)
    accounts, origins = list(groups.values()), Origins(known)
    linked = rebuttals(accounts)
    reasons = dict.fromkeys(linked, "")
    reasons.update({(one, other): why for one, other, why in meetings(accounts, answers_conflict)})
    told = {place: origins.told(account) for place, account in enumerate(accounts)}
    every = {place: [*map(origins.said, accounts[place])] for pair in linked for place in pair}
    found = []
    for pair, reason in sorted(reasons.items()):
        said, (one, other) = every if pair in linked else told, pair
        if conflict := _first_conflict(said[one], said[other], reason):
            found.append(conflict)
    return tuple(found)


def conflict_between(one: Statement, other: Statement, known: Mapping[str, Statement]) -> Conflict | None:
    """The conflict between two statements, whichever is named first."""
    both = (one, other)
    if any(each.state != ClaimState.PUBLISHED or each.stance not in TAKES_A_SIDE for each in both):
        return None
    asked = one.asked
    if not asked.can_conflict or asked.slug != other.asked.slug or same_body(one.speaker, other.speaker):
        return None
    origins = Origins(known)
    found = _first_conflict([origins.said(one)], [origins.said(other)], answers_conflict(one, other))
    return merged([found], known)[0] if found else None


def _first_conflict(one: Sequence[Said], other: Sequence[Said], reason: str) -> Conflict | None:
    """The first pair of two accounts that conflicts. Within an account only dates, origins and links differ."""
    for first, second in product(one, other):
        if first.has_another_origin(second):
            if _rebuts(first.statement, second.statement):
                return _conflict(first, second, "rebuts")
            if reason and first.is_of_one_time(second):
                return _conflict(first, second, reason)
    return None


def _rebuts(one: Statement, other: Statement) -> bool:
    return other.ref in one.rebuts or one.ref in other.rebuts


def answers_conflict(one: Statement, other: Statement) -> str:
    """Why two answers cannot stand together, as far as answers and subjects go: denies, excludes, or nothing."""
    for denial, said in ((one, other), (other, one)):
        if denial.stance == Stance.DENIES and said.stance == Stance.SAYS:
            meets = covers(denial.about, said.about) and denial_covers(denial.answer, said.answer)
            return "denies" if meets else ""
    if one.stance == other.stance == Stance.SAYS and _can_exclude(one, other):
        return "excludes" if exclude_each_other(one.answer, other.answer, one.asked.date_kind) else ""
    return ""


def _can_exclude(one: Statement, other: Statement) -> bool:
    """Whether answers about two subjects can exclude each other: always about the same one.

    Otherwise only the choices of a list do: between the network and anything, and between a city and a station in it.
    "A station" about Hungary and "an association" about one house in it can both hold, and so can eleven stations in
    Italy and two in Milan.
    """
    if one.about.slug == other.about.slug:
        return True
    if not one.answer.choice:
        return False
    if SubjectKind.NETWORK in (one.about.kind, other.about.kind):
        return True
    return _city_and_its_station(one.about, other.about) or _city_and_its_station(other.about, one.about)


def _city_and_its_station(city: About, station: About) -> bool:
    inside = station.kind == SubjectKind.STATION and city.slug in station.inside
    return inside and city.kind == SubjectKind.PLACE


def covers(wide: About, narrow: About) -> bool:
    """Whether what is denied about one subject is denied about the other: a denial about Hungary covers Budapest."""
    return wide.slug in (narrow.slug, *narrow.inside) or wide.kind == SubjectKind.NETWORK


def only_latest_counts(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Without the numbers after which their speaker certainly gave another number of the same thing."""
    kept = tuple(statements)
    begun: dict[tuple[str, ...], date] = {}
    for statement in kept:
        if statement.answer.count and statement.said_on and statement.said_on.earliest:
            counted = _counted(statement)
            begun[counted] = max(begun.get(counted, date.min), statement.said_on.earliest)
    return tuple(
        each for each in kept if not each.answer.count or _last_day(each) >= begun.get(_counted(each), date.min)
    )


def _counted(statement: Statement) -> tuple[str, ...]:
    count = statement.answer.count
    unit, scope = (count.unit, count.scope.casefold()) if count else ("", "")
    return (statement.speaker.slug, statement.asked.slug, statement.about.slug, unit, scope)


def _last_day(statement: Statement) -> date:
    return (statement.said_on.latest if statement.said_on else None) or date.max


def is_superseded(earlier: Statement, later: Statement) -> bool:
    """Whether a speaker has since, certainly, given an answer that the earlier one cannot stand beside."""
    begins = later.said_on.earliest if later.said_on else None
    if earlier.speaker.slug != later.speaker.slug or begins is None or _last_day(earlier) >= begins:
        return False
    if earlier.asked.slug != later.asked.slug or earlier.about.slug != later.about.slug:
        return False
    if earlier.answer.count and later.answer.count:
        same = _counted(earlier) == _counted(later)
        return same and answer_key(earlier.answer) != answer_key(later.answer)
    return bool(answers_conflict(earlier, later))


def answers_narrower_point(denial: Statement, said: Statement) -> bool:
    """Whether a denial is of a narrower choice than what the other says, and so does not meet it."""
    if denial.stance != Stance.DENIES or said.stance != Stance.SAYS or denial.asked.slug != said.asked.slug:
        return False
    return covers(denial.about, said.about) and narrower_point(denial.answer, said.answer)


def _conflict(one: Said, other: Said, reason: str) -> Conflict:
    first, second = one.statement, other.statement
    if one.is_later > other.is_later:
        first, second = second, first
    with_general = first.is_general != second.is_general
    return Conflict(first.ref, second.ref, reason, with_general, between=((first,), (second,)))


def merged(conflicts: Iterable[Conflict], known: Mapping[str, Statement]) -> tuple[Conflict, ...]:
    """Conflicts of the same two speakers with the same answers as one, whatever number of subjects they are about."""
    given = tuple(conflicts)
    numbers: dict[object, int] = {}
    said = {
        ref: numbers.setdefault(_as_said(known[ref]), len(numbers))
        for ref in dict.fromkeys(ref for each in given for ref in (each.first, each.second))
    }
    alike: dict[object, list[Conflict]] = {}
    for conflict in given:
        one, other = said[conflict.first], said[conflict.second]
        alike.setdefault((min(one, other), max(one, other), conflict.with_general), []).append(conflict)
    return tuple(found[0] if len(found) == 1 else _merged(found) for found in alike.values())


def _as_said(statement: Statement) -> tuple[object, ...]:
    return (statement.speaker.slug, statement.stance, answer_key(statement.answer))


def _merged(found: list[Conflict]) -> Conflict:
    lead, *others = sorted(found, key=_widest_first)
    (first,), (second,) = lead.between
    mine, theirs = [first], [second]
    for (one,), (other,) in (conflict.between for conflict in others):
        turned = _as_said(one) != _as_said(first)
        mine.append(other if turned else one)
        theirs.append(one if turned else other)
    return lead._replace(
        others=tuple((conflict.first, conflict.second) for conflict in others),
        between=(tuple(mine), tuple(theirs)),
    )


def _widest_first(conflict: Conflict) -> tuple[object, ...]:
    (one,), (other,) = conflict.between
    return (len(one.about.inside) + len(other.about.inside), newest_first(one), newest_first(other))
