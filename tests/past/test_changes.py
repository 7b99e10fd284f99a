"""What changed about a country since a day, from the tables."""

from datetime import timedelta

import pghistory
import pytest
from django.utils import timezone

from claims import actions
from claims.since.plain import ChangeKind
from claims.since.read import changes_about, with_statements
from tests import factories as make
from tests.rules.refusals import update
from users.models import Role
from web.as_of import as_of

pytestmark = pytest.mark.django_db
PAGE, FEED = "/countries/it/changes/", "/countries/it/changes.atom"


@pytest.fixture
def editor():
    return make.make_user(role=Role.EDITOR)


@pytest.fixture(autouse=True)
def italy():
    return make.make_country(code="IT")


def since(moment, country=None):
    return changes_about(country or make.make_country(code="IT"), since=moment)


def kinds(changes):
    return [(str(change.kind), change.ref) for change in changes.all]


def told(change):
    return {altered.what: (altered.before, altered.after) for altered in change.alterations}


def changed(row, why, **values):
    """Change a row as an action would: with a reason."""
    with pghistory.context(why=why):
        type(row).objects.filter(pk=row.pk).update(**values)


def test_a_statement_that_was_published_since_is_added(editor):
    before, draft = make.make_claim(), make.make_claim(published=False)
    moment = timezone.now()
    actions.publish(draft, by=editor, at=timezone.now())

    found = since(moment)

    assert kinds(found) == [("added", draft.ref)]
    assert found.all[0].at > moment
    (loaded,) = with_statements(found.all)
    assert loaded.statement is not None
    assert loaded.statement.sentence == draft.statement
    assert before.ref not in str(found)


def test_a_draft_is_no_change():
    moment = timezone.now() if make.make_claim() else None
    draft = make.make_claim(published=False)
    update(draft, statement="Another sentence.")

    assert since(moment).all == ()


def test_a_correction_is_told_word_by_word_with_its_reason():
    claim = make.make_claim(statement="There are 11 stations.")
    moment = timezone.now()
    changed(claim, "Misread: the report says four.", statement="There are 4 stations.")

    (change,) = since(moment).all

    assert change.kind == ChangeKind.CHANGED
    assert told(change) == {"Sentence": ("There are 11 stations.", "There are 4 stations.")}
    assert [piece.words for piece in change.alterations[0].pieces] == ["There are ", "11", "4", " stations."]
    assert [reason.why for reason in change.reasons] == ["Misread: the report says four."]
    assert change.statement is not None


def test_what_was_changed_and_changed_back_is_no_change():
    claim = make.make_claim(statement="One.")
    moment = timezone.now()
    changed(claim, "A slip.", statement="Two.")
    changed(claim, "The slip is mended.", statement="One.")

    assert since(moment).all == ()


@pytest.mark.parametrize(
    ("part", "values", "what"),
    [
        ("citation", {"exact": "Other words."}, "Quoted words"),
        ("citation", {"locator": "7"}, "Place in the source"),
        ("claim", {"speaker_office": "Minister"}, "Office of who spoke"),
        ("claim", {"stance": "denies"}, "Whether it says or denies"),
    ],
)
def test_a_change_of_the_claim_or_of_its_passage_is_told(part, values, what):
    claim = make.make_claim()
    moment = timezone.now()
    changed(claim.citation if part == "citation" else claim, "A slip.", **values)

    (change,) = since(moment).all

    assert (change.ref, list(told(change))) == (claim.ref, [what])
    assert [reason.why for reason in change.reasons] == ["A slip."]


def test_other_steps_and_links_are_told(editor):
    claim, other = make.make_claim(), make.make_claim()
    step = make.make_party(name="A newspaper")
    moment = timezone.now()
    hops = [actions.Hop(party=step)]
    actions.rechain(
        claim, steps=hops, origin_stated=True, by=editor, at=timezone.now(), reason="The article names its source."
    )
    actions.build_on(claim, of=other, by=editor, at=timezone.now(), reason="It quotes it.")

    (change,) = since(moment).all

    assert told(change) == {"How it reached us": ("", "A newspaper"), "Builds on the statement": ("", other.ref)}
    assert len(change.reasons) == 2


def test_a_withdrawal_is_told_with_its_reason(editor):
    claim = make.make_claim()
    moment = timezone.now()
    actions.withdraw(claim, by=editor, at=timezone.now(), reason="The passage says nothing of the kind.")

    (change,) = since(moment).all

    assert (change.kind, change.ref) == (ChangeKind.WITHDRAWN, claim.ref)
    assert change.why == "The passage says nothing of the kind."
    assert change.on_record_since is None


def test_what_was_added_and_withdrawn_since_is_told_once(editor):
    make.make_claim()
    moment = timezone.now()
    claim = make.make_claim(published=False)
    actions.publish(claim, by=editor, at=timezone.now())
    actions.withdraw(claim, by=editor, at=timezone.now(), reason="A slip.")

    (change,) = since(moment).all

    assert change.kind == ChangeKind.WITHDRAWN
    assert change.on_record_since is not None
    assert moment < change.on_record_since < change.at


def test_a_removal_is_told_without_its_text(client):
    claim = make.make_claim(statement="A sentence with a planted word: ornithorhynchus.")
    moment = timezone.now()
    update(claim, removed_at=timezone.now(), removed_for="safety")

    (change,) = since(moment).all
    page = client.get(PAGE, {"since": moment.isoformat()}).content.decode()

    assert (change.kind, change.ref, change.why) == (ChangeKind.REMOVED, claim.ref, "safety of a person")
    assert with_statements([change]) == [change]
    assert f"Removed on {change.at:%-d %B %Y}: safety of a person" in page
    assert "ornithorhynchus" not in page
    assert "ornithorhynchus" not in client.get(FEED).content.decode()


def test_a_removed_source_is_told_without_its_title():
    claim = make.make_claim()
    moment = timezone.now()
    update(claim.citation.source, removed_at=timezone.now(), removed_for="court_order")

    (change,) = since(moment).all

    assert (change.kind, change.ref, change.record, change.why) == (ChangeKind.REMOVED, "", None, "court order")


@pytest.mark.parametrize("kind", ["claim", "source"])
def test_what_is_restricted_leaves_no_trace(kind):
    claim = make.make_claim(statement="One.")
    moment = timezone.now()
    changed(claim, "A slip.", statement="Two.")
    bound = claim if kind == "claim" else claim.citation.source
    changed(bound, "A threat to the witness.", restricted=True, restricted_reason="a threat")

    assert since(moment).all == ()


def test_why_something_was_restricted_for_a_while_is_not_told():
    claim = make.make_claim(statement="One.")
    moment = timezone.now()
    changed(claim, "A threat to the witness.", restricted=True, restricted_reason="a threat")
    changed(claim, "The witness is safe.", restricted=False, restricted_reason="")
    changed(claim, "A slip.", statement="Two.")

    (change,) = since(moment).all

    assert [reason.why for reason in change.reasons] == ["A slip."]


def test_a_source_that_readers_may_see_again_brings_its_statements():
    claim = make.make_claim()
    source = claim.citation.source
    changed(source, "A threat.", restricted=True, restricted_reason="a threat")
    moment = timezone.now()
    changed(source, "Over.", restricted=False, restricted_reason="")

    assert kinds(since(moment)) == [("added", claim.ref)]


def test_what_statements_rest_on_is_told_once_for_all_of_them():
    speaker = make.make_party(name="A bureau")
    source = make.make_source(title="An artcle")
    place = make.make_place(label="Pratto")
    question = make.make_question(wording="Is there one?")
    for _ in range(3):
        make.make_claim(
            subject=place, asserted_by=speaker, citation=make.make_citation(source=source), question=question
        )
    moment = timezone.now()
    changed(speaker, "As it calls itself.", name="A police bureau")
    changed(source, "A slip.", title="An article")
    changed(place, "A slip.", label="Prato")
    changed(question, "Plainer.", wording="Is there a station?")

    found = since(moment).all

    assert [change.record.name for change in found if change.record] == [
        "Is there a station?",
        "Prato",
        "An article",
        "A police bureau",
    ]
    assert told(found[3]) == {"Name": ("A bureau", "A police bureau")}
    assert [reason.why for reason in found[3].reasons] == ["As it calls itself."]
    assert len(found) == 4


def test_what_was_said_of_another_country_is_not_told():
    make.make_claim()
    claim = make.make_claim(subject=make.make_country_subject(make.make_country(code="FR")))
    moment = timezone.now()
    changed(claim, "A slip.", statement="Two.")

    assert since(moment).all == ()
    assert [change.ref for change in since(moment, claim.country).all] == [claim.ref]


def test_a_statement_that_turned_out_to_be_about_another_country_is_told_in_both():
    claim = make.make_claim()
    france = make.make_country_subject(make.make_country(code="FR"))
    moment = timezone.now()
    changed(claim, "It is the one in Paris.", subject=france, country=france.country)

    here, there = since(moment).all, since(moment, france.country).all

    assert told(here[0]) == told(there[0]) == {"About": ("Italy", "France")}


def test_at_a_past_moment_changes_end_there():
    claim = make.make_claim(statement="One.")
    moment = timezone.now()
    changed(claim, "A slip.", statement="Two.")
    then = timezone.now()
    changed(claim, "Another.", statement="Three.")

    with as_of(then):
        (change,) = since(moment).all

    assert told(change) == {"Sentence": ("One.", "Two.")}
    assert [reason.why for reason in change.reasons] == ["A slip."]


def test_before_the_record_everything_is_added():
    moment = timezone.now() - timedelta(days=400)
    claim = make.make_claim()

    found = since(moment)

    assert kinds(found) == [("added", claim.ref)]
    assert found.first is not None
