"""Which statements look like one utterance in several documents (DESIGN §3, "Origin"). Suggested, never decided here.

Two statements look like one when their speakers are one or part of one body, both answer the same question about the
same subject, with the same stance and the same typed answer, and were said at times that overlap. Where neither gives
a typed answer nothing shows that they are one, unless both are a silence ("did not reply"). What is linked by
*restates* already, and what an editor keeps apart, is not suggested again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, F, Q, Window
from django.db.models.functions import Lower

from claims.accounts.read import BODIES, statements
from claims.accounts.statement import Statement
from claims.actions.adding import Given
from claims.choices import SILENT_STANCES, ClaimState, LinkKind
from claims.models import Apart, Claim, ClaimQuerySet, Link, Question, Relay
from claims.origins import nearness
from sources.models import Party
from stations.models import Subject
from users.models import User
from web import edtf

OPEN = [ClaimState.DRAFT, ClaimState.IN_REVIEW, ClaimState.PUBLISHED]
ANSWER = [
    "choice_id",
    "count_operator",
    "count_value",
    "count_to",
    "count_unit_id",
    "date_answer",
    "answer_party_id",
]
SAME = ["question_id", "subject_id", "stance", *ANSWER]


@dataclass(frozen=True)
class Pair:
    """Two statements that look like one utterance. `root` is the one that seems nearer to where it was said."""

    root: Statement
    other: Statement


def suggestions_for(
    *,
    speaker: Party,
    question: Question,
    subjects: Sequence[Subject],
    stance: str,
    answers: Sequence[Given] = (Given(),),
    asserted_on: str,
    by: User,
    most: int = 5,
) -> tuple[Statement, ...]:
    """What an unsaved statement may repeat: saved ones that look like the same utterance, nearest to its origin first.

    `asserted_on` is EDTF ("" or a text that is no date: nothing is suggested, because nothing shows that the two are
    one). Of each restatement family only one is named. At most `most` statements, in a fixed number of queries.
    """
    said_on = _date(asserted_on)
    given = [_has(answer) for answer in answers if _tells(answer) or stance in SILENT_STANCES]
    if not said_on or not given or not subjects:
        return ()
    likely = (
        Claim.objects.visible_to(by)
        .filter(state__in=OPEN, question=question, subject__in=subjects, stance=stance)
        .filter(_any(given), _in_one_body([speaker.pk, *_above(speaker)]))
        .filter(_overlapping(said_on.earliest, said_on.latest))
    )
    return _one_of_each_family(likely, Families(), most)


def beside(claim: Claim, *, by: User | AnonymousUser, most: int = 5) -> tuple[Statement, ...]:
    """What a saved claim looks like the same utterance as: one statement of each other family that is not kept apart.

    A fixed number of queries.
    """
    if claim.state not in OPEN or not claim.asserted_on or not (_told(claim) or claim.stance in SILENT_STANCES):
        return ()
    likely = (
        Claim.objects.visible_to(by)
        .filter(state__in=OPEN, **{name: getattr(claim, name) for name in SAME if getattr(claim, name) is not None})
        .filter(**{f"{name}__isnull": True for name in SAME if getattr(claim, name) is None})
        .filter(count_scope__iexact=claim.count_scope)
        .filter(_in_one_body([claim.asserted_by_id, *_above(claim.asserted_by)]))
        .filter(_overlapping(claim.asserted_on_earliest, claim.asserted_on_latest))
        .exclude(pk=claim.pk)
    )
    return _one_of_each_family(likely, Families(), most, of=claim.pk)


def suggestions(by: User) -> tuple[tuple[int, int], ...]:
    """Pairs of primary keys of claims that look like one utterance, the newest first. Five queries for all claims.

    Of several statements that look alike each is named once, with the first that it may repeat: when that is decided,
    the next is offered.
    """
    families, bodies = Families(), _bodies()
    groups: dict[tuple[object, ...], list[_Row]] = {}
    for row in _rows(by):
        groups.setdefault(row.key, []).append(row)
    found = [pair for group in groups.values() for pair in _pairs(group, families, bodies)]
    return tuple(sorted(found, key=lambda pair: -max(pair)))


def read_pairs(pairs: Iterable[tuple[int, int]], by: User) -> tuple[Pair, ...]:
    """The statements of pairs, in their order, the one nearer to the origin as root: one reading for all of them."""
    wanted = list(pairs)
    rows = Claim.objects.visible_to(by).filter(pk__in={pk for pair in wanted for pk in pair})
    refs = dict(rows.values_list("pk", "ref"))
    by_ref = {statement.ref: statement for statement in statements(rows)}
    found = []
    for one, other in wanted:
        both = [by_ref[refs[pk]] for pk in (one, other) if pk in refs]
        if len(both) == 2:
            root, rest = sorted(both, key=nearness)
            found.append(Pair(root, rest))
    return tuple(found)


FAMILY = """
WITH RECURSIVE family AS (
    SELECT %s::bigint AS id
    UNION
    SELECT CASE WHEN link.claim_id = family.id THEN link.to_id ELSE link.claim_id END
      FROM claims_link AS link JOIN family ON family.id IN (link.claim_id, link.to_id)
     WHERE link.kind = 'restates'
)
SELECT id FROM family
"""


def family_of(claim: Claim) -> tuple[int, ...]:
    """The primary keys of a claim and of all that are linked with it as one utterance: one query."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILY, [claim.pk])
        return tuple(pk for (pk,) in cursor.fetchall())


class Families:
    """Which claims are linked by *restates*, and which are kept apart: two queries."""

    def __init__(self) -> None:
        restates = Link.objects.filter(kind=LinkKind.RESTATES).values_list("claim_id", "to_id")
        self.above: dict[int, int] = dict(restates)
        self.apart = {
            frozenset((self.root(one), self.root(other)))
            for one, other in Apart.objects.values_list("claim_id", "other_id")
        }

    def root(self, claim: int) -> int:
        """The claim at which the restatements end."""
        while claim in self.above:
            claim = self.above[claim]
        return claim

    def undecided(self, one: int, other: int) -> bool:
        """Whether two claims are neither in one family nor in two that are kept apart."""
        roots = frozenset((self.root(one), self.root(other)))
        return len(roots) == 2 and roots not in self.apart


@dataclass(frozen=True)
class _Row:
    pk: int
    key: tuple[object, ...]
    speaker: int
    earliest: date | None
    latest: date | None
    length: int


def _rows(by: User) -> Iterable[_Row]:
    shown = Claim.objects.visible_to(by).filter(state__in=OPEN).exclude(asserted_on="")
    telling = shown.filter(
        Q(choice__isnull=False)
        | Q(count_value__isnull=False)
        | ~Q(date_answer="")
        | Q(answer_party__isnull=False)
        | Q(stance__in=SILENT_STANCES)
    )
    alike = telling.annotate(
        scope=Lower("count_scope"),
        number=Window(Count("pk"), partition_by=[*SAME, Lower("count_scope")]),
    ).filter(number__gt=1)
    columns = ["asserted_by_id", "asserted_on_earliest", "asserted_on_latest", "scope", *SAME]
    lengths = dict(Relay.objects.order_by().values_list("claim_id").annotate(steps=Count("pk")))
    for pk, speaker, earliest, latest, *key in alike.values_list("pk", *columns):
        yield _Row(pk, tuple(key), speaker, earliest, latest, lengths.get(pk, 0))


def _pairs(group: Sequence[_Row], families: Families, bodies: Mapping[int, frozenset[int]]) -> list[tuple[int, int]]:
    ordered = sorted(group, key=lambda row: (row.length, row.latest or date.max, row.pk))
    found: dict[frozenset[int], tuple[int, int]] = {}
    for place, row in enumerate(ordered):
        for earlier in ordered[:place]:
            if _one_time(row, earlier) and bodies[row.speaker] & bodies[earlier.speaker]:
                if families.root(row.pk) == families.root(earlier.pk):
                    break
                if families.undecided(row.pk, earlier.pk):
                    roots = frozenset((families.root(row.pk), families.root(earlier.pk)))
                    found.setdefault(roots, (earlier.pk, row.pk))
                    break
    return list(found.values())


def _one_time(one: _Row, other: _Row) -> bool:
    starts = max(one.earliest or date.min, other.earliest or date.min)
    return starts <= min(one.latest or date.max, other.latest or date.max)


def _bodies() -> dict[int, frozenset[int]]:
    """Each party with every body that it is part of, by primary key: one query."""
    rows = Party.objects.values_list("pk", *(f"{level}_id" for level in BODIES))
    return {pk: frozenset({pk, *(above for above in bodies if above)}) for pk, *bodies in rows}


def _above(party: Party) -> list[int]:
    rows = Party.objects.filter(pk=party.pk).values_list(*(f"{level}_id" for level in BODIES))
    return [pk for row in rows for pk in row if pk]


def _in_one_body(bodies: Sequence[int]) -> Q:
    paths = ["asserted_by", *(f"asserted_by__{level}" for level in BODIES)]
    return _any(Q(**{f"{path}__in": bodies}) for path in paths)


def _overlapping(earliest: date | None, latest: date | None) -> Q:
    """Whatever was said on a day that may be the same; an open end reaches any day."""
    meets = ~Q(asserted_on="")
    if latest:
        meets &= Q(asserted_on_earliest__isnull=True) | Q(asserted_on_earliest__lte=latest)
    if earliest:
        meets &= Q(asserted_on_latest__isnull=True) | Q(asserted_on_latest__gte=earliest)
    return meets


def _has(answer: Given) -> Q:
    count = Q(count_value__isnull=True)
    if answer.count_value is not None:
        count = Q(
            count_operator=answer.count_operator,
            count_value=answer.count_value,
            count_unit=answer.count_unit,
            count_scope__iexact=answer.count_scope,
        )
        count &= Q(count_to=answer.count_to) if answer.count_to is not None else Q(count_to__isnull=True)
    choice = Q(choice=answer.choice) if answer.choice else Q(choice__isnull=True)
    party = Q(answer_party=answer.party) if answer.party else Q(answer_party__isnull=True)
    return choice & count & party & Q(date_answer=answer.date)


def _tells(answer: Given) -> bool:
    return bool(answer.choice or answer.count_value is not None or answer.date or answer.party)


def _told(claim: Claim) -> bool:
    return bool(claim.choice_id or claim.count_value is not None or claim.date_answer or claim.answer_party_id)


def _any(conditions: Iterable[Q]) -> Q:
    together = Q(pk__in=[])
    for condition in conditions:
        together |= condition
    return together


def _date(text: str) -> edtf.EdtfDate | None:
    try:
        return edtf.parse(text)
    except edtf.NotADate:
        return None


def _one_of_each_family(
    likely: ClaimQuerySet, families: Families, most: int, *, of: int | None = None
) -> tuple[Statement, ...]:
    """Statements, nearest to the origin first, one of each family; none that is decided already about `of`."""
    refs = dict(likely.order_by(F("asserted_on_latest").asc(nulls_last=True), "pk").values_list("pk", "ref")[:100])
    kept: dict[int, int] = {}
    for pk in refs:
        if of is None or families.undecided(of, pk):
            root = families.root(pk)
            kept[root] = root if root in refs else kept.get(root, pk)
    read = statements(Claim.objects.filter(pk__in=kept.values()))
    return tuple(sorted(read, key=nearness)[:most])
