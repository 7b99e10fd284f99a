"""What is removed is found nowhere: in no table, version, reason, file or page, at no date."""

from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from claims.actions import NotAllowed
from claims.actions.removing import Order, remove_claim, remove_names, remove_passage, remove_source
from claims.models import Claim, Removal
from claims.removal import words
from sources.choices import RemovalReason
from sources.models import Capture, Citation, Party, Source
from tests import factories as make
from tests.corrections.planting import NO_WORDS, PAGE, WORD, columns_with, plant
from tests.preserving.bring import bring
from tests.preserving.planted import files_with, tables_with
from users.models import Role
from web.as_of import as_of
from web.erasing import REMOVED, texts_of, versions_of
from web.past_views import tracked_models

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Removed on 24 November 2026: safety of a person"
ROLE = "A press officer"


def order(**fields: Any) -> Order:
    """What the editor decided."""
    return Order(**{"reason": "safety", "by": make.the_editor(), "at": make.NOON, **fields})


def tables_of(planted: Any) -> set[str]:
    """Where the word stands of which the removal of a source and of a party's names have to know."""
    return set(tables_with(WORD))


def test_the_word_is_planted_in_every_column_that_can_hold_one(folder):
    planted = plant(in_dates=True)

    for row in (planted.claim, planted.claim.citation, planted.claim.citation.source, planted.party):
        model = type(row)
        assert columns_with(model, row.pk, WORD) == texts_of(model) - NO_WORDS.get(model, set()), model
        assert versions_of(model).filter(pgh_obj_id=row.pk).count() == 3
    assert {"claims_claimevent", "pghistory_context", "sources_captureevent", "sources_filetext"} <= set(
        tables_with(WORD)
    )
    assert len(files_with(folder, WORD)) >= 1


@pytest.mark.parametrize("in_dates", [True, False])
def test_after_the_removal_of_a_source_and_of_the_names_of_its_speaker_it_is_nowhere(folder, in_dates):
    planted = plant(in_dates=in_dates)
    source = planted.claim.citation.source

    remove_source(source, order())
    remove_names(planted.party, order(), role=ROLE)

    assert tables_with(WORD) == []
    assert files_with(folder, WORD) == []


@pytest.mark.parametrize("act", [remove_claim, remove_passage])
def test_after_the_removal_of_a_statement_or_a_passage_it_is_only_where_the_source_and_the_speaker_are_named(
    folder, act
):
    planted = plant(in_dates=True)
    own = {"sources_source", "sources_sourceevent", "sources_party", "sources_partyevent"}
    own |= {"stations_subject", "stations_subjectevent", "stations_subjectname", "stations_subjectnameevent"}
    own |= {"claims_desknote", "claims_desknoteevent"}  # about the source, its document and the party
    own |= {"claims_search", "claims_searchevent", "sources_capture", "sources_captureevent"}

    act(planted.claim if act is remove_claim else planted.claim.citation, order())

    assert set(tables_with(WORD)) == own
    assert files_with(folder, WORD) == []


def reading(client: Client, address: str) -> tuple[int, str]:
    """A page or a file as somebody gets it."""
    answer: Any = client.get(address)
    return answer.status_code, (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


EVERYWHERE = ["/", "/countries/", "/stations/", "/agreements/", "/questions/", "/claims/", "/sources/", "/parties/"]
EVERYWHERE += [f"{address[:-1]}.{suffix}" for address in EVERYWHERE[1:] for suffix in ("csv", "json")]
EVERYWHERE += ["/stations.geojson", "/countries/it/", "/countries/it/dossier/", "/claims/?state=withdrawn"]
EVERYWHERE += [f"/countries/it/dossier.{suffix}" for suffix in ("html", "md", "csv", "json")]
EVERYWHERE += ["/countries/it/?said_by=2023-06-30", "/claims/?said_by=2023-06-30", "/sources/wanted/", "/corrections/"]
FOR_THE_DESK = ["/claims/drafts/", "/checking/", "/checking/restatements/", "/claims/new/"]


@pytest.mark.parametrize("who", ["reader", "editor"])
def test_no_address_has_the_word_and_its_own_say_removed_when_and_why(folder, who):
    planted = plant()
    client = Client()
    if who == "editor":
        client.force_login(make.make_user(role=Role.EDITOR))
    before = {address: reading(client, address) for address in planted.addresses}
    assert [status for status, _text in before.values()] == [200] * len(before)
    assert all(WORD in text for _status, text in before.values())

    remove_source(planted.claim.citation.source, order())
    remove_names(planted.party, order(), role=ROLE)

    for address in planted.addresses:
        status, text = reading(client, address)
        assert (address, status) == (address, 410)
        assert SENTENCE in text
        assert WORD not in text
    for address in EVERYWHERE + FOR_THE_DESK * (who == "editor"):
        status, text = reading(client, address)
        assert (address, status) == (address, 200)
        assert WORD not in text, address
    for name in ("claims", "sources", "parties", "stations"):
        assert client.get(f"/{name}/", {"q": WORD}).context["listing"].total == 0


def test_at_no_moment_does_the_record_read_as_if_it_were_there(folder):
    planted = plant(in_dates=True)
    moments = sorted(versions_of(Claim).filter(pgh_obj_id=planted.claim.pk).values_list("pgh_created_at", flat=True))
    before = {moment: read_at(moment) for moment in moments}
    assert all(WORD in text for text in before.values())

    remove_source(planted.claim.citation.source, order())
    remove_names(planted.party, order(), role=ROLE)

    for moment in [*moments, timezone.now()]:
        assert WORD not in read_at(moment)
        with as_of(moment):
            assert not Claim.objects.visible_to(AnonymousUser()).filter(pk=planted.claim.pk).exists()
            assert not Source.objects.visible_to(AnonymousUser()).filter(pk=planted.claim.citation.source.pk).exists()
            assert ROLE in Party.objects.values_list("name", flat=True)


def test_at_no_date_does_an_address_have_the_word(folder, client):
    planted = plant()
    kept = versions_of(Claim).filter(pgh_obj_id=planted.claim.pk).order_by("pgh_id")
    moments = [moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for moment in kept.values_list("pgh_created_at", flat=True)]
    asked = [f"as_of={moment}" for moment in moments] + ["said_by=2023-06-30", f"said_by=2023&as_of={moments[-1]}"]
    before = [reading(client, f"{address}?{asked[-3]}") for address in planted.addresses]
    assert all(status == 200 and WORD in text for status, text in before)

    remove_source(planted.claim.citation.source, order())
    remove_names(planted.party, order(), role=ROLE)

    for date in asked:
        for address in planted.addresses:
            status, text = reading(client, f"{address}?{date}")
            assert (address, date, status) == (address, date, 410)
            assert SENTENCE in text
            assert WORD not in text
        for address in EVERYWHERE:
            if address != "/corrections/" and "said_by" not in address:
                status, text = reading(client, f"{address}{'&' if '?' in address else '?'}{date}")
                assert WORD not in text, (address, date)
                assert status in (200, 400), (address, date)


def read_at(moment: datetime) -> str:
    """Every row of every table as it stood, in one text."""
    with as_of(moment):
        return "".join(str(list(model._default_manager.values())) for model in tracked_models())


def test_it_counts_nowhere(client):
    claim, other = make.make_claim(), make.make_claim()
    assert client.get("/claims/").context["listing"].total == 2

    remove_claim(claim, order())

    assert client.get("/claims/").context["listing"].total == 1
    assert [row.ref for row in client.get("/claims/").context["listing"].page] == [other.ref]
    assert client.get("/claims/?state=withdrawn").context["listing"].total == 0


def test_a_statement_goes_without_its_passage_while_others_rest_on_it(client):
    citation = make.make_citation(exact="Words of a passage.")
    claim, other = make.make_claim(citation=citation), make.make_claim(citation=citation)

    remove_claim(claim, order())

    assert client.get(other.get_absolute_url()).status_code == 200
    assert client.get(f"/passages/{citation.pk}/").status_code == 200
    citation.refresh_from_db()
    assert (citation.exact, citation.removed_at) == ("Words of a passage.", None)


def test_copies_can_stay_with_the_desk_closed_to_readers(folder):
    source = make.make_source(rights="public_record")
    claim = make.make_claim(citation=make.make_citation(source=source))
    capture = bring(source, PAGE)
    released = make.make_release(capture=capture)

    remove_claim(claim, order(), keep_copies=True)

    assert not type(released).objects.exists()
    assert Capture.objects.standing().get() == capture


def test_what_becomes_of_the_copies_has_to_be_said(client, folder):
    claim = make.make_claim()
    bring(claim.citation.source, PAGE)
    client.force_login(make.make_user(role="editor"))
    address, sent = f"/claims/{claim.ref}/remove/", {"reason": "privacy", "sure": "on"}

    refused = client.post(address, sent)
    assert "Say what becomes of the copies" in refused.content.decode()
    assert Capture.objects.standing().count() == Claim.objects.filter(ref=claim.ref).count() == 1
    assert not Removal.objects.exists()

    client.post(address, {**sent, "copies": "closed"})
    assert (Capture.objects.standing().count(), Removal.objects.count()) == (1, 1)


def test_the_copies_of_a_source_go_with_what_is_known_of_them(folder):
    planted = plant()

    remove_source(planted.claim.citation.source, order())

    assert not Capture.objects.standing().exists()
    assert set(Capture.objects.values_list("name", "requested_url", "final_url")) == {
        ("", "", ""),
        ("", REMOVED, REMOVED),
    }
    assert all(capture.file.sha256 for capture in Capture.objects.select_related("file"))


def test_a_party_is_a_role_at_every_date_and_what_it_said_stays(client):
    party = make.make_party(name=f"{WORD} person", kind="business", slug=WORD)
    claim = make.make_claim(asserted_by=party, speaker_name=WORD, statement="What it said.")

    remove_names(party, order(), role=ROLE)

    page = client.get(claim.get_absolute_url()).content.decode()
    assert "What it said." in page
    assert ROLE in page
    assert WORD not in page
    party.refresh_from_db()
    assert party.described_by_role
    assert set(versions_of(Party).filter(pgh_obj_id=party.pk).values_list("name", flat=True)) == {ROLE}
    assert client.get(party.get_absolute_url()).status_code == 200


def test_what_was_removed_before_keeps_its_day_and_its_reason():
    citation = make.make_citation()
    first = make.make_claim(citation=citation)
    make.make_claim(citation=citation)
    remove_claim(first, order(reason="court_order"))

    remove_passage(citation, order(reason="copyright"))

    first.refresh_from_db()
    assert first.removed_for == "court_order"


@pytest.mark.parametrize("reason", RemovalReason.values)
def test_the_reason_is_one_of_four_and_stands_on_the_page(client, reason):
    claim = make.make_claim()

    remove_claim(claim, order(reason=reason))

    page = client.get(claim.get_absolute_url())
    assert page.status_code == 410
    assert f"Removed on 24 November 2026: {RemovalReason(reason).label}" in page.content.decode()


def test_a_removal_is_for_editors_once_with_a_known_reason():
    claim = make.make_claim()

    for refused in (order(by=make.make_user()), order(reason="tidiness")):
        with pytest.raises(NotAllowed):
            remove_claim(claim, refused)
    remove_claim(claim, order())
    with pytest.raises(NotAllowed):
        remove_claim(claim, order())
    with pytest.raises(NotAllowed):
        remove_names(make.make_party(), order(), role=" ")
    assert Removal.objects.count() == 1


def test_readers_learn_nothing_of_a_draft_that_was_removed(client):
    draft = make.make_claim(published=False)

    remove_source(draft.citation.source, order())

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(draft.citation.source.get_absolute_url()).status_code == 404
    client.force_login(make.make_user())
    assert client.get(draft.get_absolute_url()).status_code == 410


def test_the_address_still_says_removed_after_the_key_of_the_site_was_changed(client, settings):
    claim = make.make_claim()
    address = claim.citation.source.get_absolute_url()
    remove_source(claim.citation.source, order())

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]

    assert client.get(address).status_code == 410


def test_a_form_that_waits_in_a_session_is_forgotten(client):
    client.post("/claims/new/", {"statement": f"About {WORD}."})
    assert client.session["kept_form"]
    claim = make.make_claim()

    remove_claim(claim, order())

    assert "kept_form" not in Client(SERVER_NAME="testserver").session
    assert "kept_form" not in client.session


OVERWRITTEN = [
    (Claim, words.OF_A_CLAIM),
    (Citation, words.OF_A_PASSAGE),
    (Source, {**words.OF_A_SOURCE, "slug": ""}),
    (Party, {**words.of_a_party(ROLE), "slug": ""}),
    (apps.get_model("claims", "SamePlace"), words.OF_A_JUDGEMENT),
    (apps.get_model("claims", "Search"), {**words.OF_A_SEARCH, "slug": ""}),
    (apps.get_model("claims", "DeskNote"), words.OF_A_DESK_NOTE),
]
# Dates of having looked are nobody's words.
STAY = {"Search": {"searched_on"}}


@pytest.mark.parametrize(("model", "columns"), OVERWRITTEN, ids=lambda each: getattr(each, "__name__", ""))
def test_a_column_that_is_added_one_day_is_overwritten_as_well(model, columns):
    kept = NO_WORDS.get(model, set()) | STAY.get(model.__name__, set())

    assert texts_of(model) - kept - set(columns) == set(), "claims/removal/words.py has to say what becomes of it"
