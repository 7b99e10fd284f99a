"""Whatever is sent to whatever takes it: an answer below 500, and nothing saved by a request that was refused.

pytest tests/hostile                                  some of each, the same at every run
pytest tests/hostile --hypothesis-profile long        every value in every field, and others at every run
"""

from dataclasses import replace
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import finding
from tests.hostile.filling import NEVER_ACCEPTED, READER_MAY, STRANGER_MAY, VALID, filled, names, with_value, without
from tests.hostile.rows import EXPIRED, OPEN, REVOKED, checked
from tests.hostile.sending import HOSTILE, METHODS, WAYS, ask, is_long, send

pytestmark = pytest.mark.django_db

LONG = is_long()
# No page sends there: tests/api/test_sending.py and tests/api/test_schema_is_kept.py do.
BY_PROGRAMS = {"api:claims"}
SOME = settings(
    max_examples=max(4, settings().max_examples // 25),
    derandomize=not LONG,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
KINDS = list(HOSTILE)
MANY_FIELDS = 20


def as_it_is(scene, form, *, by=""):
    """A form without a fault, sent by whoever sees it, or by somebody else."""
    return send(scene.browsers[by or form.by], form, filled(form, scene.known))


def test_every_address_that_takes_a_post_is_sent_one(addresses, forms, scene):
    """A new address that takes a POST stands on a page of the scene (tests/hostile/rows.py), or fails here."""
    assert finding.taking_post(addresses, scene.browsers) - set(forms) - BY_PROGRAMS == set()
    assert set(VALID) | set(NEVER_ACCEPTED) <= set(forms)


def test_nothing_else_is_wrong_with_a_form_than_what_is_put_into_it(forms, scene):
    refused = {name for name, form in forms.items() if not as_it_is(scene, form).is_success}

    assert refused ^ set(NEVER_ACCEPTED) == set()


def test_a_hostile_value_in_each_field(forms, scene):
    fields = 0
    for form in forms.values():
        valid = filled(form, scene.known)
        every = names(form, valid)
        at_once = 4 if len(every) > MANY_FIELDS and not LONG else 1
        for at in range(0, len(every), at_once):
            some = every[at : at + at_once]
            first = crc32(f"{form.name} {some[0]}".encode())
            for kind in KINDS if LONG else [KINDS[first % len(KINDS)]]:
                pairs = valid
                for number, name in enumerate(some):
                    pairs = with_value(pairs, name, HOSTILE[KINDS[(KINDS.index(kind) + number) % len(KINDS)]])
                send(scene.browsers[form.by], form, pairs)
            if LONG:
                send(scene.browsers[form.by], form, without(valid, some[0]))
                send(scene.browsers[form.by], form, [*valid, (some[0], "another"), (f"{some[0]}[]", "another")])
            fields += len(some)

    assert fields > 300


def test_no_field_at_all_every_field_twice_and_every_field_hostile(forms, scene):
    for number, form in enumerate(forms.values()):
        client, valid = scene.browsers[form.by], filled(form, scene.known)
        send(client, form, [])
        send(client, form, [*valid, *reversed(valid)], "parts")
        for kind in KINDS if LONG else [KINDS[number % len(KINDS)]]:
            value = HOSTILE[kind][:50_000]
            kept = [(name, text) for name, text in valid if name == "act"]
            send(client, form, [*((name, value) for name in names(form, valid) if name != "act"), *kept], "files")


def test_every_way_of_sending(forms, scene):
    for number, form in enumerate(forms.values()):
        for way in WAYS[3:] if LONG else [WAYS[3 + number % 6]]:
            answer = send(scene.browsers[form.by], form, filled(form, scene.known), way, b"\xff\x00")
            assert way in ("other charset", "no type") or not answer.is_success or not VALID.get(form.name), (way, form)


texts = st.one_of(
    st.sampled_from(sorted(HOSTILE.values(), key=len)[:-1]),
    st.text(st.characters(), max_size=40),
    st.integers().map(str),
    st.dates().map(str),
    st.uuids().map(str),
    st.just(""),
)


def anything_around(drawn, form, scene):
    """By whom, with which fields, in which way and with which bytes beside it: around what is valid."""
    pairs = filled(form, scene.known)
    some = st.sampled_from([*names(form, pairs), "no such field", "a\x00\ud800"])
    for name, text in drawn.draw(st.dictionaries(some, texts, max_size=3)).items():
        pairs = with_value(pairs, name, text)
    for name in drawn.draw(st.sets(some, max_size=1)):
        pairs = without(pairs, name)
    pairs += drawn.draw(st.lists(st.tuples(some, texts), max_size=2))
    who = drawn.draw(st.sampled_from([form.by, form.by, *scene.browsers]))
    return who, pairs, drawn.draw(st.sampled_from(WAYS)), drawn.draw(st.binary(max_size=30))


@SOME
@given(drawn=st.data())
def test_anything_at_all_around_what_is_valid(forms, scene, drawn):
    for form in drawn.draw(st.lists(st.sampled_from(list(forms.values())), min_size=1, max_size=8)):
        who, pairs, way, noise = anything_around(drawn, form, scene)
        send(scene.browsers[who], form, pairs, way, noise)


def test_no_other_method_does_anything(addresses, forms, scene):
    targets = [*addresses.values(), *(form.address for form in forms.values())]
    for number, address in enumerate(targets):
        for method in METHODS if LONG else [METHODS[number % len(METHODS)]]:
            answer = ask(scene.browsers["administrator"], method, address, b"act=save&reason=So.")
            assert not answer.wrote, (method, address)


def test_without_the_token_against_forgery_nothing_happens(forms, scene):
    done = set()
    for number, form in enumerate(forms.values()):
        client = checked(scene.browsers[form.by], token=None)
        valid = without(filled(form, scene.known), "csrfmiddlewaretoken")
        wrong = [valid, with_value(valid, "csrfmiddlewaretoken", "x" * 64)]
        for pairs in wrong if LONG else [wrong[number % 2]]:
            if send(client, form, pairs).is_success:
                done.add(form.name)

    # A letter carries a sum that was signed for it, and is nobody's who is signed in.
    assert done <= {"claims:corrections"}


@pytest.mark.parametrize(("who", "may"), [("stranger", STRANGER_MAY), ("reader", READER_MAY)])
def test_what_belongs_to_somebody_else_stays_theirs(forms, scene, who, may):
    """Each form as it lies before whoever may send it, sent without a fault by somebody with no part in it."""
    done = {name for name, form in forms.items() if as_it_is(scene, form, by=who).is_success}

    assert done - may == set()
    assert done


@pytest.mark.parametrize("token", [EXPIRED, REVOKED, "never-sent", OPEN + "x", "%00", "\u202e"])
def test_an_invitation_that_is_not_open_lets_nobody_in(forms, scene, token):
    form = replace(forms["users:accept_invitation"], address=f"/invitations/{token}/")

    assert not as_it_is(scene, form).is_success
