"""What holds of conflicts whatever is said: tried on many invented sets of statements."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from claims.accounts.statement import Option
from claims.choices import Stance
from claims.conflict import conflict_between, conflicts_among
from claims.origins import root_ref, same_body
from tests.claims.said import (
    BUDAPEST,
    CENTRE,
    CNN,
    COMMUNITY,
    HUNGARY,
    ITALY,
    MFA,
    MILAN,
    MINISTRY,
    MPS,
    NETWORK,
    PRATO_STATION,
    SD,
    STATION,
    UNDECLARED,
    denies,
    known,
    says,
    speaker,
)
from web.edtf import parse

SPEAKERS = st.sampled_from([SD, MFA, MPS, MINISTRY, CNN])
SUBJECTS = st.sampled_from([NETWORK, ITALY, MILAN, PRATO_STATION, HUNGARY, BUDAPEST])
ANSWERS = st.sampled_from([STATION, UNDECLARED, COMMUNITY, CENTRE, 1, 4, 11, "2016/2018", "2016/2019", MFA, MPS, None])
STANCES = st.sampled_from(list(Stance.values))
DAYS = st.sampled_from(["2022", "2022-09", "2022-12-03", ""])


@st.composite
def statement(draw, /, **fixed):
    fields = {"by": draw(SPEAKERS), "answer": draw(ANSWERS), "about": draw(SUBJECTS), "said_on": draw(DAYS), **fixed}
    stance = fixed.get("stance") or draw(STANCES)
    return says(fields.pop("by"), fields.pop("answer"), **{**fields, "stance": stance})


@st.composite
def linked_statements(draw, /):
    every = draw(st.lists(statement(), min_size=2, max_size=7))
    for position in range(1, len(every)):
        target = draw(st.none() | st.integers(0, position - 1))
        if target is not None:
            kind = draw(st.sampled_from(["restates", "rebuts", "builds_on"]))
            every[position] = replace(every[position], **{kind: (every[target].ref,)})
    return every


@st.composite
def narrowing_answers(draw, /):
    """From three to six answers, each narrower than all before it: choices of one list, or bodies in one another."""
    names = [f"answer-{n}" for n in range(draw(st.integers(3, 6)))]
    if draw(st.booleans()):
        return [
            Option(name, f"A {name}", wider=frozenset(names[:n]), excludes=frozenset({"something-else"}))
            for n, name in enumerate(names)
        ]
    return [speaker(name, "government", "CN", part_of=tuple(reversed(names[:n]))) for n, name in enumerate(names)]


@st.composite
def meeting_statements(draw, /, *, narrower):
    """What one body says and another denies, where nothing but the answers can keep them from conflicting.

    With `narrower` what is denied is narrower than what is said; otherwise it is the same or wider.
    """
    answers = draw(narrowing_answers())
    wide = draw(st.integers(0, len(answers) - 2))
    narrow = draw(st.integers(wide + 1 if narrower else wide, len(answers) - 1))
    says_it, denies_it = draw(st.permutations([SD, MFA, MINISTRY, CNN]))[:2]
    below = draw(st.sampled_from([(NETWORK, MILAN), (ITALY, ITALY), (ITALY, PRATO_STATION), (HUNGARY, BUDAPEST)]))
    said, denied = (answers[wide], answers[narrow]) if narrower else (answers[narrow], answers[wide])
    return (
        says(says_it, said, about=below[1], said_on=draw(DAYS)),
        denies(denies_it, denied, about=below[0], said_on=draw(DAYS)),
    )


@given(statement(), statement())
def test_a_conflict_does_not_depend_on_who_is_named_first(one, other):
    everything = known(one, other)

    assert conflict_between(one, other, everything) == conflict_between(other, one, everything)


@given(linked_statements())
def test_conflicts_do_not_depend_on_the_order_of_the_statements(every):
    everything = known(*every)

    forwards = set(conflicts_among(every, everything))
    backwards = set(conflicts_among(list(reversed(every)), everything))

    assert forwards == backwards


@given(linked_statements())
def test_every_conflict_has_two_parties_and_two_origins(every):
    everything = known(*every)

    for found in conflicts_among(every, everything):
        one, other = everything[found.first], everything[found.second]
        assert not same_body(one.speaker, other.speaker)
        assert root_ref(one, everything) != root_ref(other, everything)


@given(SPEAKERS, st.data())
def test_there_is_no_conflict_without_two_parties(by, data):
    every = data.draw(st.lists(statement(by=by), max_size=6))

    assert conflicts_among(every, known(*every)) == ()


@given(st.data())
def test_bodies_of_one_government_never_conflict_whatever_they_repeat(data):
    repeated = [says(CNN), says(SD)]
    one_of = {"by": st.sampled_from([MFA, MPS]), "answer": st.sampled_from([STATION, COMMUNITY, CENTRE])}
    every = [
        replace(
            says(data.draw(one_of["by"]), data.draw(one_of["answer"])),
            restates=data.draw(st.sampled_from([(), *((each.ref,) for each in repeated)])),
        )
        for _ in range(data.draw(st.integers(2, 5)))
    ]

    assert conflicts_among(every, known(*every, *repeated)) == ()


@given(st.data())
def test_repeating_one_utterance_never_makes_a_conflict_whoever_repeats_it(data):
    root = says(SD)
    answers = st.sampled_from([STATION, COMMUNITY, CENTRE])
    every = [
        replace(says(data.draw(SPEAKERS), data.draw(answers)), restates=(root.ref,))
        for _ in range(data.draw(st.integers(2, 5)))
    ]

    assert conflicts_among(every, known(*every, root)) == ()
    assert conflicts_among(every, known(*every)) == (), "nor where its first text is not at hand"


@st.composite
def numbers_of_italy(draw, /):
    """Numbers of one thing, given by several on days that overlap or not."""
    numbers = st.sampled_from([1, 4, 11])
    return [says(draw(SPEAKERS), draw(numbers), said_on=draw(DAYS)) for _ in range(draw(st.integers(2, 5)))]


@given(linked_statements() | numbers_of_italy(), st.sampled_from(["2022", "2022-12-03", "2030-01-01", ""]), st.data())
def test_a_third_party_that_agrees_never_removes_a_conflict(every, day, data):
    agreeing = data.draw(st.sampled_from(every))
    third = replace(
        agreeing,
        ref="cthird0",
        speaker=replace(SD, slug="third", bodies=("third",)),
        restates=(),
        said_on=parse(day),
    )
    before = {frozenset((each.first, each.second)) for each in conflicts_among(every, known(*every))}

    after = conflicts_among([*every, third], known(*every, third))

    assert before <= {frozenset((each.first, each.second)) for each in after}


@given(linked_statements())
def test_withdrawing_one_side_of_every_conflict_leaves_none(every):
    opposing = {each.second for each in conflicts_among(every, known(*every))}
    while opposing:
        every = [replace(each, state="withdrawn") if each.ref in opposing else each for each in every]
        found = conflicts_among(every, known(*every))
        assert not opposing & {ref for each in found for ref in (each.first, each.second)}
        opposing = {each.second for each in found}

    assert conflicts_among(every, known(*every)) == ()


@given(meeting_statements(narrower=False), st.integers(0, 3))
def test_withdrawing_the_only_opposing_statement_takes_the_conflict_away(pair, number):
    said, denial = pair
    agreeing = [
        replace(said, ref=f"cthird{n}", speaker=replace(SD, slug=f"third-{n}", bodies=(f"third-{n}",)))
        for n in range(number)
    ]
    opposed = [said, *agreeing, denial]
    withdrawn = [said, *agreeing, replace(denial, state="withdrawn")]

    assert len(conflicts_among(opposed, known(*opposed))) == number + 1
    assert conflicts_among(withdrawn, known(*withdrawn)) == ()


@given(meeting_statements(narrower=True), st.lists(statement(), max_size=4))
def test_denying_a_narrower_answer_is_never_a_conflict_with_the_wider(pair, others):
    said, denial = pair
    every = [*others, said, denial]

    found = conflicts_among(every, known(*every))

    assert conflict_between(said, denial, known(*pair)) is None
    assert conflict_between(denial, said, known(*pair)) is None
    assert {said.ref, denial.ref} not in [{each.first, each.second} for each in found]


@given(meeting_statements(narrower=False))
def test_denying_the_same_or_a_wider_answer_is_a_conflict(pair):
    said, denial = pair

    found = conflict_between(said, denial, known(*pair))

    assert found
    assert (found.reason, found.first, found.second) == ("denies", said.ref, denial.ref)


@given(linked_statements())
def test_having_no_record_never_makes_a_conflict(every):
    everything = known(*every)

    for found in conflicts_among(every, everything):
        assert Stance.HAS_NO_RECORD not in (everything[found.first].stance, everything[found.second].stance)
