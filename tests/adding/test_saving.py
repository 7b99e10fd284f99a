"""A filled-in form becomes drafts: one for each subject and answer, once, or not at all."""

import pytest
from django.apps import apps

from claims.actions import Given, Said, add_claims
from claims.choices import ClaimState, LinkKind
from claims.models import Claim
from sources.choices import PartyKind
from sources.models import Citation, Party, Source
from stations.models import Subject
from tests.adding.scene import ADDRESS, code_of, filled, new_source, only_claim, slug_of
from tests.factories import NOON, make_citation, make_claim, make_party


def test_a_whole_form_becomes_a_draft_that_rests_on_its_passage(alice, scene):
    response = alice.post(ADDRESS, filled(locator_label="paragraph", locator="4"))

    claim = only_claim()
    assert response.status_code == 302
    assert claim.state == ClaimState.DRAFT
    assert claim.created_by == scene.alice
    assert claim.citation.source == scene.source
    assert (claim.citation.exact, claim.citation.locator) == ("There is one in Italy, the group said.", "4")
    assert claim.citation.language == "en"
    assert (claim.subject, code_of(claim.country), claim.subject_kind) == (scene.italy, "IT", "country")
    assert (claim.question, slug_of(claim.choice), claim.answer_type) == (scene.existence, "station", "choice")
    assert str(claim.asserted_on_earliest) == "2022-12-05"


def test_each_subject_and_answer_is_a_draft_of_its_own_from_one_citation(alice, scene):
    alice.post(ADDRESS, filled(subjects=["italy", "prato"], choice=["station", "centre"]))

    kept = {(claim.subject.slug, slug_of(claim.choice)) for claim in Claim.objects.all()}
    assert kept == {("italy", "station"), ("italy", "centre"), ("prato", "station"), ("prato", "centre")}
    assert Citation.objects.count() == 1


def test_what_was_saved_stands_beside_what_is_said_in_its_row(alice, scene):
    make_claim(question=scene.existence, subject=scene.italy, choice="centre", statement="It is a service centre.")

    page = alice.post(ADDRESS, filled(), follow=True).content.decode()

    assert "There is a police station in Italy." in page
    assert "It is a service centre." in page


def test_what_can_come_next_is_offered_with_the_form_filled_in(alice, scene):
    page = alice.post(ADDRESS, filled(), follow=True).content.decode()

    claim = only_claim()
    assert f"{ADDRESS}?source=the-article&amp;subject=italy" in page
    assert f"{ADDRESS}?citation={claim.citation_id}&amp;speaker=the-ngo" in page
    assert "choice=station&amp;speaker=the-ngo&amp;said_on=2022-12-05&amp;statement=There" in page
    assert f"restates_ref={claim.ref}" in page


def test_another_answer_in_the_same_passage_makes_no_second_citation(alice, scene):
    citation = make_citation(source=scene.source)

    alice.post(ADDRESS, filled(citation=str(citation.pk), source=None, exact=None, words=None))

    assert only_claim().citation == citation
    assert Citation.objects.count() == 1


def test_a_passage_that_is_entered_already_is_found_again(alice, scene):
    alice.post(ADDRESS, filled())
    alice.post(ADDRESS, filled(choice=["centre"]))

    assert Claim.objects.count() == 2
    assert Citation.objects.count() == 1


def test_another_source_for_an_account_can_be_the_same_utterance(alice, scene):
    first = make_claim(question=scene.existence, subject=scene.italy, choice="station")

    alice.post(ADDRESS, filled(subjects=["italy", "prato"], restates_ref=first.ref, restates="on"))

    links = [
        (link.claim.subject.slug, link.kind, link.to)
        for claim in Claim.objects.all()
        for link in claim.links_from.all()
    ]
    assert links == [("italy", LinkKind.RESTATES, first)]


def test_the_steps_between_document_and_speaker_are_kept_in_their_order(alice, scene):
    alice.post(ADDRESS, filled(relays=["the-paper", "the-ministry"], origin_not_stated="on"))

    claim = only_claim()
    assert [(relay.position, relay.party.slug) for relay in claim.relays.order_by("position")] == [
        (1, "the-paper"),
        (2, "the-ministry"),
    ]
    assert claim.origin_stated is False


def test_an_answer_to_another_statement_is_linked_to_it(alice, scene):
    other = make_claim(question=scene.existence, subject=scene.italy, choice="centre")

    alice.post(ADDRESS, filled(rebuts=other.ref))

    claim = Claim.objects.exclude(pk=other.pk).get()
    assert [(link.kind, link.to) for link in claim.links_from.all()] == [(LinkKind.REBUTS, other)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"count_operator": "=", "count_value": "11"}, ("=", 11, None)),
        ({"count_operator": "range", "count_value": "11", "count_to": "12"}, ("range", 11, 12)),
        ({"count_operator": "≥", "count_value": "11", "count_to": "12"}, ("≥", 11, None)),
    ],
)
def test_a_number_is_kept_with_what_it_counts(alice, scene, typed, kept):
    alice.post(ADDRESS, filled(question="how-many", choice=None, count_unit="cities", count_scope="of the 48", **typed))

    claim = only_claim()
    assert (claim.count_operator, claim.count_value, claim.count_to) == kept
    assert (slug_of(claim.count_unit), claim.count_scope) == ("cities", "of the 48")


def test_a_date_is_kept_as_it_was_given(alice, scene):
    alice.post(ADDRESS, filled(question="since-when", choice=None, date_answer="2016/2018"))

    claim = only_claim()
    assert (claim.date_answer, str(claim.date_answer_latest)) == ("2016/2018", "2018-12-31")


def test_a_party_can_be_the_answer(alice, scene):
    alice.post(ADDRESS, filled(question="run-by", choice=None, answer_party="the-ministry"))

    assert only_claim().answer_party == scene.ministry


def test_who_did_not_reply_gives_no_answer(alice, scene):
    alice.post(ADDRESS, filled(stance="did_not_reply", speaker="the-ministry", asked_by="the-paper"))

    assert only_claim().choice is None


def test_who_does_not_know_the_question_leaves_it_to_an_editor(alice, scene):
    alice.post(ADDRESS, filled(question="other", choice=None))

    assert only_claim().question == scene.other


def test_none_of_these_keeps_the_sentence_without_a_typed_answer(alice, scene):
    alice.post(ADDRESS, filled(choice=["none-of-these"]))

    assert only_claim().choice is None


def test_a_general_statement_keeps_the_occasion_on_which_it_was_made(alice, scene):
    alice.post(ADDRESS, filled(subjects=["network"], asked_about="IT"))

    assert code_of(only_claim().asked_about) == "IT"


def test_a_new_document_is_entered_with_its_publisher(alice, scene):
    alice.post(ADDRESS, new_source(publisher="the-paper"))

    source = only_claim().citation.source
    assert (source.title, source.url, source.publisher) == (
        "One more article",
        "https://press.example/one",
        scene.paper,
    )
    assert (source.issued, str(source.issued_earliest), source.language) == ("2022-12-04", "2022-12-04", "it")
    assert only_claim().citation.language == "it"


def test_a_new_body_is_entered_once_though_it_publishes_and_speaks(alice, scene):
    new = {"name": "Il Nuovo", "kind": "news_media", "country": "IT"}
    typed = {f"{field}_new-{name}": value for field in ("publisher", "speaker") for name, value in new.items()}

    alice.post(ADDRESS, new_source(speaker=None, **typed))

    party = Party.objects.get(name="Il Nuovo")
    claim = only_claim()
    assert (claim.asserted_by, claim.citation.source.publisher) == (party, party)
    assert (party.slug, party.kind, code_of(party.country)) == ("il-nuovo", PartyKind.NEWS_MEDIA, "IT")


def test_a_new_place_is_entered_in_its_country(alice, scene):
    alice.post(
        ADDRESS, filled(subjects=None, **{"place-label": "Firenze", "place-country": "IT", "place-precision": "city"})
    )

    place = only_claim().subject
    assert (place.label, place.kind, place.parent, code_of(place.country)) == ("Firenze", "place", scene.italy, "IT")


def test_a_place_that_is_here_is_not_entered_twice(alice, scene):
    before = Subject.objects.count()

    alice.post(ADDRESS, filled(subjects=None, **{"place-label": "prato", "place-country": "IT"}))

    assert only_claim().subject == scene.prato
    assert Subject.objects.count() == before


def test_two_bodies_whose_names_give_one_slug_get_two(alice, scene):
    make_party(slug="il-nuovo", name="Il nuovo (another)")

    alice.post(ADDRESS, filled(speaker=None, **{"speaker_new-name": "Il Nuovo", "speaker_new-kind": "news_media"}))

    assert only_claim().asserted_by.slug == "il-nuovo-2"


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/article/",
        "HTTPS://NEWS.EXAMPLE/article#second",
        "http://news.example/article?utm_source=letter&utm_medium=mail",
    ],
)
def test_a_known_address_gives_the_document_that_is_here(alice, scene, address):
    page = alice.post(ADDRESS, new_source(url=address), follow=True).content.decode()

    assert only_claim().citation.source == scene.source
    assert Source.objects.count() == 1
    assert "That address was here already, as “The article”" in page


def test_another_address_is_another_document(alice, scene):
    alice.post(ADDRESS, new_source(url="https://news.example/article?page=2"))

    assert Source.objects.count() == 2


def test_a_form_that_is_sent_twice_saves_once_and_shows_the_same_result(alice, scene):
    form = new_source(subjects=["italy", "prato"])

    first = alice.post(ADDRESS, form)
    second = alice.post(ADDRESS, form)

    assert first.url == second.url
    assert Claim.objects.count() == 2
    assert Source.objects.count() == 2


def test_a_form_with_a_new_body_and_place_that_is_sent_twice_saves_once(alice, scene):
    new = {"speaker_new-name": "Il Nuovo", "speaker_new-kind": "ngo", "place-label": "Firenze", "place-country": "IT"}
    form = filled(speaker=None, **new)

    first = alice.post(ADDRESS, form)
    second = alice.post(ADDRESS, form)

    assert (second.status_code, second.url) == (302, first.url)
    assert Claim.objects.count() == 2
    assert Party.objects.filter(name="Il Nuovo").count() == 1


def test_bodies_of_one_name_in_two_countries_are_two(alice, scene):
    make_party(name="Ministry of the Interior", country="CN")

    new = {
        "speaker_new-name": "Ministry of the Interior",
        "speaker_new-kind": "government",
        "speaker_new-country": "IT",
    }
    alice.post(ADDRESS, filled(speaker=None, **new))

    assert code_of(only_claim().asserted_by.country) == "IT"


def test_a_saved_form_that_comes_back_changed_is_neither_lost_nor_saved_unasked(alice, scene):
    form = filled()
    alice.post(ADDRESS, form)

    response = alice.post(ADDRESS, {**form, "statement": "There are two of them in Italy."})

    assert response.status_code == 409
    assert "There are two of them in Italy." in response.content.decode()
    assert "Save again to make further drafts" in response.content.decode()
    assert Claim.objects.count() == 1
    assert form["form_key"] not in response.content.decode()


def test_the_key_of_somebody_elses_form_hides_and_changes_nothing(alice, bob, scene):
    form = filled()
    alice.post(ADDRESS, form)

    bob.post(ADDRESS, form)

    assert sorted(Claim.objects.values_list("created_by__email", flat=True)) == [
        "alice@desk.example",
        "bob@desk.example",
    ]


def test_saving_says_in_the_history_who_and_why(alice, scene):
    alice.post(ADDRESS, filled())

    event = apps.get_model("claims", "ClaimEvent").objects.select_related("pgh_context").get()
    context = event.pgh_context
    assert context.metadata["who"] == scene.alice.pk
    assert context.metadata["why"] == "Drafts were added from one passage."


def test_claims_can_be_added_without_a_form(scene):
    said = Said(
        subjects=[scene.italy],
        question=scene.existence,
        stance="says",
        speaker=scene.ngo,
        statement="There is a station.",
        answers=[Given(choice=scene.existence.choices.get(slug="station"))],
    )

    claims = add_claims(said, citation=make_citation(), by=scene.alice, at=NOON)

    assert [claim.form_key for claim in claims] == [None]
    assert claims[0].created_at == NOON
