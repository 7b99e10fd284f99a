"""Statements that look like the same utterance are offered; a person decides, and nothing is linked unasked."""

import html

import pytest

from claims.models import Apart, Choice, Claim, Link
from tests.adding.evidence import part, press
from tests.adding.scene import ADDRESS, filled, signed_in
from tests.factories import make_apart, make_citation, make_claim, make_source

QUESTION = "Is it the same utterance?"


@pytest.fixture
def earlier(scene):
    """What the NGO said on that day, as another document has it."""
    return said_before(scene)


def said_before(scene, **changes):
    """A statement as the filled-in form makes one, read elsewhere."""
    values = {
        "subject": scene.italy,
        "question": scene.existence,
        "asserted_by": scene.ngo,
        "choice": Choice.objects.get(question=scene.existence, slug="station"),
        "asserted_on": "2022-12-05",
        "statement": "There is one, in Italy.",
        "citation": make_citation(source=make_source(title="Another text")),
        **changes,
    }
    return make_claim(**values)


def form(**changes):
    """The filled-in form, to be shown."""
    return {name: value for name, value in filled(**changes).items() if name != "act"}


def save(client, **changes):
    """Save the form."""
    assert client.post(ADDRESS, filled(**changes)).status_code == 302


def added(earlier):
    """What was added besides."""
    return Claim.objects.exclude(pk=earlier.pk)


def test_what_looks_like_the_same_utterance_is_offered_with_its_document(alice, scene, earlier):
    page = press(alice, "show", **form())

    assert QUESTION in part(page, "same-part")
    assert f"Yes, the same as statement {earlier.ref}: “There is one, in Italy.”" in part(page, "same-part")
    assert "Another text" in part(page, "same-part")
    assert 'value="" checked' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"asserted_on": "2022-12-06"},
        {"asserted_on": ""},
        {"speaker": "the-ministry"},
        {"subjects": ["prato"]},
        {"stance": "denies"},
        {"choice": ["centre"]},
        {"choice": None},
        {"question": None},
    ],
)
def test_another_day_speaker_subject_stance_or_answer_is_not_offered(alice, scene, earlier, changes):
    assert part(press(alice, "show", **form(**changes)), "same-part") == ""


def test_nothing_is_linked_unasked(alice, scene, earlier):
    save(alice)
    save(alice, same_as="", form_key="2f0c5a5e-6f43-4f38-8c0b-0a4c6a4d9a10")

    assert not Link.objects.exists()
    assert not Apart.objects.exists()


def test_what_a_person_says_is_the_same_is_linked(alice, scene, earlier):
    save(alice, same_as=earlier.ref)

    link = Link.objects.get()
    assert (link.claim, link.kind, link.to) == (added(earlier).get(), "restates", earlier)


def test_of_several_drafts_only_the_one_that_gives_the_same_answer_is_linked(alice, scene, earlier):
    save(alice, same_as=earlier.ref, choice=["station", "centre"], subjects=["italy", "prato"])

    link = Link.objects.get()
    assert added(earlier).count() == 4
    assert (link.claim.subject, link.claim.choice) == (scene.italy, earlier.choice)


def test_what_is_chosen_stays_chosen_while_the_page_is_drawn_anew(alice, scene, earlier):
    page = press(alice, "show", **form(same_as=earlier.ref))

    assert f'name="same_as" value="{earlier.ref}" checked' in page


def test_an_editor_keeps_them_apart_and_is_not_asked_again(bob, scene, earlier):
    save(bob, same_as="apart")

    apart = Apart.objects.get()
    assert {apart.claim, apart.other} == {earlier, added(earlier).get()}
    assert apart.decided_by == scene.bob
    assert not Link.objects.exists()


def test_only_an_editor_is_offered_to_keep_them_apart(alice, bob, scene, earlier):
    assert "No, another utterance" not in part(press(alice, "show", **form()), "same-part")
    assert "No, another utterance" in part(press(bob, "show", **form()), "same-part")


def test_a_contributor_who_sends_it_all_the_same_decides_nothing(alice, scene, earlier):
    save(alice, same_as="apart")

    assert not Apart.objects.exists()
    assert not Link.objects.exists()


def test_every_one_of_several_is_kept_apart(bob, scene, earlier):
    other = said_before(scene, statement="Said again.")
    make_apart(*sorted([earlier, other], key=lambda claim: claim.pk))

    save(bob, same_as="apart")

    assert Apart.objects.count() == 3


@pytest.mark.parametrize("ref", ["zzzzzzz", "x" * 300, "' OR 1=1", "APART"])
def test_a_statement_that_was_not_offered_is_not_linked(alice, scene, earlier, ref):
    save(alice, same_as=ref)

    assert not Link.objects.exists()


def test_a_real_statement_that_does_not_look_alike_is_not_linked(alice, scene):
    another = make_claim(subject=scene.prato)

    save(alice, same_as=another.ref)

    assert not Link.objects.exists()


def test_somebody_elses_draft_is_offered_to_the_desk_as_a_draft(alice, scene):
    said_before(scene, published=False)

    assert "a draft" in part(press(alice, "show", **form()), "same-part")


def test_a_link_that_named_the_account_asks_once_only(alice, scene, earlier):
    page = html.unescape(alice.post(ADDRESS, {"act": "show", **form(restates_ref=earlier.ref)}).content.decode())

    assert QUESTION not in page
    assert f"It is the same utterance as statement {earlier.ref}" in page


def test_two_people_see_the_same_offer(scene, earlier):
    pages = [part(press(signed_in(user), "show", **form()), "same-part") for user in (scene.alice, scene.bob)]

    assert all(earlier.ref in page for page in pages)
