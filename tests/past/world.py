"""A small record that is edited at random, by actions and by hand, as an editors' desk and its database are over years.

Everything is chosen by one die and by place in a list, never by key or slug: the same die gives the same history.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pghistory
from django.utils import timezone

from claims import actions
from claims.actions.same_place import Judged, change_mind, judge, restore, take_back
from claims.choices import ClaimState, Judgement, LinkKind, SearchResult, VerificationKind
from claims.models import Claim, Link, SamePlace, Search
from sources.choices import PartyKind, RemovalReason
from tests import factories as make
from users.models import Role

DAYS = ["2016", "2022-09", "2022-12-03", "2022-12-05", "2023", "2024-05-04", ""]
WORDS = ["station", "office", "Qingtian", "警侨事务", "bureau", "Čačak", "help", "patrol", "licence", "closed"]
SENTENCES = ["There is one.", "There is none.", "It was closed.", "It helps with licences.", "It has 11 rooms."]


class World:
    """What there is to edit, in the order in which it was made."""

    def __init__(self, seed: int) -> None:
        """A country with stations, another one, questions, speakers and sources, and twelve statements."""
        self.dice = random.Random(seed)
        self.author, self.editor = make.make_user(), make.make_user(role=Role.EDITOR)
        self.italy, self.hungary = make.make_country(code="IT"), make.make_country(code="HU")
        country, other = make.make_country_subject(self.italy), make.make_country_subject(self.hungary)
        self.places = [make.make_place(parent=country, label=f"City {n}") for n in range(2)]
        self.stations = [make.make_station(place=place, label="A station") for place in self.places]
        self.agreement = make.make_agreement(country=self.italy)
        self.subjects = [country, other, make.make_network(), *self.places, *self.stations, self.agreement]
        heading = make.make_heading()
        joining = make.make_question(heading=heading, general_statements_join=True)
        self.questions = [joining, make.make_question(heading=heading), make.make_question(answer_type="count")]
        self.exclusion = make.make_exclusion(*joining.choices.all())
        kinds = [PartyKind.GOVERNMENT, PartyKind.POLICE, PartyKind.NGO, PartyKind.NEWS_MEDIA, PartyKind.ASSOCIATION]
        self.parties = [make.make_party(kind=kind, country="IT", name=f"Body {n}") for n, kind in enumerate(kinds)]
        self.sources = [make.make_source(publisher=self.parties[3], title=f"Article {n}") for n in range(6)]
        self.claims: list[Claim] = []
        self.numbers: dict[int, int] = {}
        self.names: list[Any] = []
        for _ in range(12):
            add(self)

    def pick(self, rows: Any) -> Any:
        """One of some rows."""
        return rows[self.dice.randrange(len(rows))]

    def a_claim(self) -> Claim:
        """One of the claims, as it stands."""
        return Claim.objects.get(pk=self.pick(self.claims).pk)

    def words(self) -> str:
        """A few words."""
        return " ".join(self.dice.choices(WORDS, k=self.dice.randint(2, 6)))

    def edit(self) -> str:
        """One edit with a reason; its name."""
        name, act = self.pick(EDITS)
        with suppress(actions.NotAllowed), pghistory.context(why=f"Because of {name}."):
            act(self)
        return str(name)


def put(row: Any, **values: Any) -> None:
    """Write columns of one row by hand."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def add(world: World) -> None:
    question, subject = world.pick(world.questions), world.pick(world.subjects)
    answer: dict[str, Any] = {"count_value": world.dice.randint(1, 12)} if question.answer_type == "count" else {}
    source = world.pick(world.sources)
    world.claims.append(
        make.make_claim(
            published=world.dice.random() < 0.7,
            question=question,
            subject=subject,
            choice=None if answer else world.pick(["yes", "no"]),
            asserted_by=world.pick(world.parties),
            asserted_on=world.pick(DAYS),
            statement=world.pick(SENTENCES),
            citation=make.make_citation(source=source, exact=world.words()),
            created_by=world.author,
            **answer,
        )
    )
    world.numbers[world.claims[-1].pk] = len(world.numbers)


def publish(world: World) -> None:
    actions.publish(world.a_claim(), by=world.editor, at=timezone.now())


def withdraw(world: World) -> None:
    actions.withdraw(world.a_claim(), by=world.editor, at=timezone.now(), reason="It was misread.")


def discard(world: World) -> None:
    claim = world.a_claim()
    actions.discard(claim, by=world.author, at=timezone.now())
    world.claims = [each for each in world.claims if each.pk != claim.pk]


def correct_sentence(world: World) -> None:
    put(world.a_claim(), statement=f"{world.pick(SENTENCES)} {world.words()}")


def correct_answer(world: World) -> None:
    claim = world.a_claim()
    if claim.choice_id:
        put(claim, choice=world.pick(list(claim.question.choices.order_by("pk"))))
    elif claim.count_value:
        put(claim, count_value=world.dice.randint(1, 12), count_operator=world.pick(["=", "≥", "≈"]))


def correct_stance(world: World) -> None:
    put(world.a_claim(), stance=world.pick(["says", "denies", "cannot_confirm"]))


def correct_speaker(world: World) -> None:
    put(world.a_claim(), asserted_by=world.pick(world.parties), speaker_office=world.words())


def correct_subject(world: World) -> None:
    subject = world.pick(world.subjects)
    put(world.a_claim(), subject=subject, subject_kind=subject.kind, country=subject.country)


def correct_passage(world: World) -> None:
    put(world.a_claim().citation, exact=world.words(), locator=str(world.dice.randint(1, 9)))


def correct_source_of_passage(world: World) -> None:
    put(world.a_claim().citation, source=world.pick(world.sources))


def rechain(world: World) -> None:
    steps = [
        actions.Hop(party=world.pick(world.parties), source=world.pick([None, *world.sources]))
        for _ in range(world.dice.randrange(3))
    ]
    stated = world.dice.random() < 0.8
    actions.rechain(
        world.a_claim(), steps=steps, origin_stated=stated, by=world.editor, at=timezone.now(), reason="As it reads."
    )


def link(world: World) -> None:
    claim, other = world.a_claim(), world.a_claim()
    act = world.pick([actions.restate, actions.build_on])
    act(claim, of=other, by=world.editor, at=timezone.now(), reason="Compared.")


def rebut(world: World) -> None:
    claim, other = world.a_claim(), world.a_claim()
    if claim.pk != other.pk:
        Link.objects.get_or_create(claim=claim, kind=LinkKind.REBUTS, to=other)


def unlink(world: World) -> None:
    links = list(Link.objects.order_by("pk"))
    if links:
        world.pick(links).delete()


def judge_stations(world: World) -> None:
    one, other = world.stations
    given = Judged(one, other, world.pick(Judgement.values), world.a_claim(), world.words(), world.dice.random() < 0.3)
    judge(given, by=world.editor, at=timezone.now())


def _a_judgement(world: World) -> SamePlace | None:
    rows = list(SamePlace.objects.order_by("pk"))
    return world.pick(rows) if rows else None


def judge_otherwise(world: World) -> None:
    row = _a_judgement(world)
    if row and not row.withdrawn_at:
        given = {"judgement": world.pick(Judgement.values), "reason": world.words(), "why": "It was misread."}
        change_mind(row, by=world.editor, at=timezone.now(), **given)


def take_back_or_restore(world: World) -> None:
    row = _a_judgement(world)
    if row:
        act = restore if row.withdrawn_at else take_back
        act(row, by=world.editor, at=timezone.now(), reason=f"Because of {world.words()}.")


def tick(world: World) -> None:
    claim, kind = world.a_claim(), world.pick(VerificationKind.values)
    actions.verify(claim, kind=kind, by=world.editor, at=timezone.now())


def untick(world: World) -> None:
    world.a_claim().verifications.all().delete()


def rename_party(world: World) -> None:
    put(world.pick(world.parties), name=f"Body of {world.words()}")


def describe_party(world: World) -> None:
    kinds = [PartyKind.NGO, PartyKind.NEWS_MEDIA, PartyKind.POLICE]
    put(world.pick(world.parties), kind=world.pick(kinds), country=world.pick([world.italy, world.hungary]))


def move_party(world: World) -> None:
    put(world.pick(world.parties[1:]), part_of=world.pick([None, world.parties[0]]))


def retitle_source(world: World) -> None:
    put(world.pick(world.sources), title=f"About {world.words()}", publisher=world.pick(world.parties))


def rename_subject(world: World) -> None:
    put(world.pick([*world.places, *world.stations, world.agreement]), label=f"The {world.words()}")


def move_station(world: World) -> None:
    put(world.pick(world.stations), parent=world.pick(world.places))


def name_subject(world: World) -> None:
    world.names.append(make.make_name(subject=world.pick(world.subjects), name=f"{world.words()} {make.number()}"))


def unname_subject(world: World) -> None:
    if world.names:
        world.names.pop().delete()


def reword_question(world: World) -> None:
    put(world.pick(world.questions), wording=f"Is it a {world.words()}?")


def relabel_choice(world: World) -> None:
    question = world.pick(world.questions)
    put(world.pick(list(question.choices.order_by("pk"))), label=world.words())


def exclude_or_not(world: World) -> None:
    if world.exclusion.pk:
        world.exclusion.delete()
    else:
        world.exclusion = make.make_exclusion(*world.questions[0].choices.all())


def look_and_find_nothing(world: World) -> None:
    make.make_search(country=world.italy, party=world.pick(world.parties), result=SearchResult.FOUND_NOTHING)


def forget_a_search(world: World) -> None:
    found = Search.objects.order_by("pk").first()
    if found:
        found.delete()


def restrict(world: World) -> None:
    put(world.pick([*world.claims, *world.sources]), restricted=True, restricted_reason="A threat.")


def free(world: World) -> None:
    for rows in (world.claims, world.sources):
        bound = type(rows[0])._default_manager.filter(restricted=True).order_by("pk").first()
        if bound:
            put(bound, restricted=False, restricted_reason="")


def remove_claim(world: World) -> None:
    put(world.a_claim(), removed_at=timezone.now(), removed_for=RemovalReason.PRIVACY)


def remove_source(world: World) -> None:
    if world.dice.random() < 0.3:
        put(world.sources[-1], removed_at=timezone.now(), removed_for=RemovalReason.COURT_ORDER)


def withdraw_by_hand(world: World) -> None:
    claim = world.a_claim()
    if claim.reviewed_by_id:
        now = timezone.now()
        withdrawal = {"withdrawn_at": now, "withdrawn_by": world.editor, "withdrawn_reason": "Typed by hand."}
        with pghistory.context(reason="Typed by hand."):
            put(claim, state=ClaimState.WITHDRAWN, **withdrawal)


Edit = Callable[[World], None]
OFTEN: list[Edit] = [add, publish, publish, withdraw, correct_sentence, correct_answer, correct_passage, rechain, free]
ALL: list[Edit] = [
    *OFTEN, discard, correct_stance, correct_speaker, correct_subject, correct_source_of_passage, link, rebut, unlink,
    tick, untick, rename_party, describe_party, move_party, retitle_source, rename_subject, move_station, name_subject,
    unname_subject, reword_question, relabel_choice, exclude_or_not, look_and_find_nothing, forget_a_search, restrict,
    remove_claim, remove_source, withdraw_by_hand, judge_stations, judge_otherwise, take_back_or_restore,
]  # fmt: skip
EDITS: list[tuple[str, Edit]] = [(act.__name__, act) for act in ALL]
