"""The log of corrections: every change to what readers had seen, whoever made it, and nothing else."""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import Hop, build_on, publish, rechain, withdraw
from claims.actions.editing import edit_party, edit_source
from claims.actions.mending import Mended, mend_passage
from claims.actions.removing import Order, remove_claim, remove_names, remove_passage, remove_source
from claims.actions.versions import version_of
from claims.choices import Stance
from claims.log.query import Asked, Log, LogKind
from claims.log.reading import read
from claims.log.told import TOLD
from claims.models import Choice, Claim, Question, SamePlace
from sources.models import Citation, Party, Source
from stations.models import Country, Subject
from tests import factories as make
from tests.rules.refusals import execute, update
from users.models import Role

pytestmark = pytest.mark.django_db

LATER = make.NOON + timedelta(days=1)
LOG = "/corrections/log/"
BY = {"at": LATER}


def lines(**asked: Any) -> list[Any]:
    """The log in words, newest first."""
    return read(Log(Asked(**asked))[0:500])


def told(line: Any) -> list[tuple[str, str, str]]:
    """What reads differently."""
    return [(change.label, change.old, change.new) for change in line.changes]


def one() -> Any:
    """The only line there is."""
    (line,) = lines()
    return line


def test_what_is_entered_and_published_is_no_correction():
    claim = make.make_claim()
    make.make_relay(claim)
    draft = make.make_claim(published=False)
    update(draft, statement="Changed while a draft.")
    publish(draft, by=make.the_editor(), at=LATER)

    assert lines() == []


def test_a_changed_statement_is_told_as_it_was_and_as_it_is():
    claim = make.make_claim(statement="It said nine.", stance=Stance.SAYS)

    update(claim, statement="It said eleven.", stance="denies")

    line = one()
    assert line.kind == LogKind.STATEMENT
    assert told(line) == [("Stance", "says", "denies"), ("Sentence", "It said nine.", "It said eleven.")]
    assert line.reason == "No reason was given: it was changed outside the site."
    assert (line.address, line.countries) == (claim.get_absolute_url(), ("IT",))


def test_an_answer_a_speaker_and_a_date_read_in_words():
    question = make.make_question(choices=["yes", "no"])
    claim = make.make_claim(question=question, choice="yes", asserted_by=make.make_party(name="The one"))

    other = make.make_party(name="The other")
    update(
        claim,
        choice_id=question.choices.get(slug="no").pk,
        asserted_by_id=other.pk,
        asserted_on="2023-01",
        asserted_on_earliest="2023-01-01",
        asserted_on_latest="2023-01-31",
    )

    assert told(one()) == [
        ("Speaker", "The one", "The other"),
        ("Answer", "Yes", "No"),
        ("Said on", "3 December 2022", "January 2023"),
    ]


def test_every_action_that_changes_what_readers_saw_gives_them_its_reason():
    claim = make.make_claim()
    make.make_relay(claim, party=make.make_party(name="A wire"))
    editor = make.the_editor()
    mended = Mended(exact="Other words.", words="reported", language="en")

    mend_passage(claim.citation, mended, by=editor, at=LATER, reason="Mended words.")
    edit_source(claim.citation.source, {"title": "Another title"}, by=editor, at=LATER, reason="Mended title.")
    edit_party(claim.asserted_by, {"name": "Another name"}, by=editor, at=LATER, reason="Mended name.")
    rechain(
        claim, steps=[Hop(party=make.make_party(name="CNN"))], origin_stated=True, by=editor, at=LATER, reason="Way."
    )
    build_on(claim, of=make.make_claim(), by=editor, at=LATER, reason="Link.")
    withdraw(claim, by=editor, at=LATER, reason="Wrong country.")
    publish(claim, by=editor, at=LATER, reason="Right after all.")

    found = [(line.kind, line.reason) for line in reversed(lines())]
    assert found == [
        ("passage", "Mended words."),
        ("source", "Mended title."),
        ("party", "Mended name."),
        ("chain", "Way."),
        ("link", "Link."),
        ("withdrawn", "Wrong country."),
        ("statement", "Right after all."),
    ]
    chain = next(line for line in lines() if line.kind == "chain")
    assert told(chain) == [("Steps on the way", "A wire", "CNN")]
    assert told(lines()[0]) == [("State", "withdrawn", "published")]


def test_a_change_typed_into_the_database_is_told_too():
    claim = make.make_claim()
    make.make_relay(claim, party=make.make_party(name="A wire"))

    update(claim.citation, exact="Typed by hand.")
    update(claim.citation.source, title="Typed title")
    update(claim.asserted_by, name="Typed name")
    update(claim.subject, label="Typed label")

    assert [line.kind for line in lines()] == ["place", "party", "source", "passage"]


@pytest.mark.parametrize("hidden", ["restricted", "restricted source", "removed"])
def test_what_readers_may_not_see_today_is_not_told(client, hidden):
    source = make.make_source()
    claim = make.make_claim(citation=make.make_citation(source=source), statement="Zqold sentence.")
    update(claim, statement="Zqnew sentence.")
    update(claim.citation, exact="Zqnew words.")
    update(source, title="Zqnew title")
    assert len(lines()) == 3

    if hidden == "restricted":
        update(claim, restricted=True, restricted_reason="Zq.")
    elif hidden == "restricted source":
        update(source, restricted=True, restricted_reason="Zq.")
    else:
        remove_source(source, Order(reason="safety", by=make.the_editor(), at=LATER))

    for address in (LOG, "/corrections/log.csv", "/corrections/log.json", "/corrections/log.atom"):
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Zq" not in text, address
    assert [line.kind for line in lines()] == (["removed"] if hidden == "removed" else [])


def test_what_was_restricted_for_a_time_is_not_told_of_that_time():
    claim = make.make_claim(statement="Open.")
    update(claim, restricted=True, restricted_reason="For a time.", statement="Zqsecret.")
    update(claim, statement="Open again.")
    update(claim, restricted=False, restricted_reason="")

    assert lines() == []


def test_a_source_that_is_restricted_is_not_named_where_a_statement_came_through_it():
    claim = make.make_claim()
    through = make.make_source(title="Zqthrough")
    make.make_relay(claim, source=through)
    update(through, title="Zqother")
    assert [line.kind for line in lines()] == ["source"]

    update(through, restricted=True, restricted_reason="x")

    assert lines() == []


@pytest.mark.parametrize(
    ("act", "what"),
    [("claim", "A statement"), ("citation", "A passage"), ("source", "A source"), ("party", "The names")],
)
def test_a_removal_is_told_by_its_day_and_reason_alone(client, act, what):
    claim = make.make_claim(statement="Zqsentence.", asserted_by=make.make_party(name="Zqname"))
    order = Order(reason="safety", by=make.the_editor(), at=LATER)
    acts: dict[str, Any] = {
        "claim": lambda: remove_claim(claim, order),
        "citation": lambda: remove_passage(claim.citation, order),
        "source": lambda: remove_source(claim.citation.source, order),
        "party": lambda: remove_names(claim.asserted_by, order, role="A role"),
    }

    acts[act]()

    line = one()
    assert line.what.startswith(what)
    assert (line.kind, line.reason, line.changes) == ("removed", "safety of a person", ())
    assert "Zq" not in client.get(LOG).content.decode() or act == "party"
    assert [each.kind for each in lines(country=Country.objects.get(code="IT"))] == ["removed"]


def test_nobody_at_the_desk_is_named(client):
    claim = make.make_claim()
    withdraw(claim, by=make.the_editor(), at=LATER, reason="Wrong.")

    for address in (LOG, "/corrections/log.csv", "/corrections/log.json", "/corrections/log.atom"):
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Wrong." in text
        assert "@desk.example" not in text


@pytest.fixture
def several():
    """A change of each of three kinds, in two countries."""
    italy = make.make_claim(statement="In Italy.")
    france = make.make_claim(subject=make.make_country_subject(make.make_country(code="FR")), statement="In France.")
    update(italy, statement="In Italy, too.")
    update(italy.citation, exact="Other words in Italy.")
    withdraw(france, by=make.the_editor(), at=LATER, reason="Wrong.")
    return italy, france


def test_the_log_is_narrowed_by_country_kind_and_statement(client, several):
    italy, france = several

    def number(**query: str) -> int:
        return int(client.get(LOG, query).context["page"].paginator.count)

    assert number() == 3
    assert (number(country="it"), number(country="fr")) == (2, 1)
    assert (number(kind="withdrawn"), number(kind="passage"), number(kind="source")) == (1, 1, 0)
    assert number(country="it", kind="withdrawn") == 0
    assert (number(statement=italy.ref), number(statement=france.ref)) == (2, 1)


def test_what_the_log_does_not_understand_is_said(client):
    page = client.get(LOG, {"country": "zz", "kind": "mood", "colour": "red"}).content.decode()

    for words in ("There is no country “zz”.", "There is no kind of change “mood”.", "“colour”"):
        assert words in page
    assert client.get("/corrections/log.csv", {"kind": "mood"}).status_code == 400
    assert client.get("/corrections/log.pdf").status_code == 404
    assert client.get(LOG, {"page": "99999"}).status_code == 200


def test_the_files_and_the_feed_hold_the_same_changes(client, several):
    csv_text = b"".join(client.get("/corrections/log.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(csv_text)))
    in_json = json.loads(b"".join(client.get("/corrections/log.json").streaming_content))["rows"]
    feed = ElementTree.fromstring(client.get("/corrections/log.atom").content)  # noqa: S314 - our own feed

    assert [dict(row) for row in in_json] == rows
    assert {row["kind"] for row in rows} == {"statement", "passage", "withdrawn"}
    changed = next(row for row in rows if row["kind"] == "statement")
    assert (changed["what"], changed["was"], changed["is"]) == ("Sentence", "In Italy.", "In Italy, too.")
    assert changed["address"] == f"http://testserver{several[0].get_absolute_url()}"
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 3
    identities = {entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries}
    assert len(identities) == 3


def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(client):
    claim = make.make_claim(statement="Open.")
    update(claim, statement='=HYPERLINK("https://bad.example")')

    text = b"".join(client.get("/corrections/log.csv").streaming_content).decode()

    assert "\"'=HYPERLINK" in text


def test_the_log_has_pages_and_runs_as_many_queries_for_fifty_changes_as_for_one(client):
    claim = make.make_claim()
    make.make_relay(claim)

    def change(number: int) -> None:
        update(claim, statement=f"Sentence {number}.")
        update(claim.citation, exact=f"Words {number}.")
        update(claim.citation.source, title=f"Title {number}")
        update(claim.asserted_by, name=f"Name {number}")
        update(claim.subject, label=f"Label {number}")

    change(0)
    client.get(LOG)
    few = _queries(client)
    for number in range(1, 11):
        change(number)

    assert _queries(client) == few
    first, second = client.get(LOG), client.get(LOG, {"page": "2"})
    assert [len(page.context["corrections"]) for page in (first, second)] == [30, 25]


def _queries(client: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LOG).status_code == 200
    return len(captured)


# Not told: keys and moments of entering, what decides who sees it (told by being there), what other columns say.
NOT_TOLD: dict[Any, set[str]] = {
    Claim: {"ref", "subject_kind", "country_id", "answer_type", "created_by_id", "created_at", "reviewed_by_id",
            "reviewed_at", "withdrawn_reason", "withdrawn_by_id", "withdrawn_at", "restricted", "restricted_reason",
            "desk_id", "removed_at", "removed_for", "form_key", "state", "submitted_at"},
    Citation: {"capture_id", "removed_at", "removed_for"},
    Source: {"slug", "rights", "subject_id", "restricted", "restricted_reason", "desk_id", "removed_at", "removed_for"},
    Party: {"slug", "removed_at", "removed_for"},
    Question: {"slug", "heading_id", "answer_type", "date_kind", "general_statements_join", "order"},
    Choice: {"slug", "question_id", "order"},
    SamePlace: {"kind", "claim_id", "made_by_id", "made_at", "withdrawn_reason", "withdrawn_by_id", "withdrawn_at"},
    Subject: {"slug", "kind", "country_id", "parent_kind"},
}  # fmt: skip


@pytest.mark.parametrize("model", TOLD, ids=lambda model: model.__name__)
def test_every_column_is_told_or_left_out_knowingly(model):
    columns = {field.attname for field in model._meta.concrete_fields if not field.primary_key}
    columns = {name for name in columns if not re.search(r"_(earliest|latest)$", name)}

    assert set(TOLD[model]) | NOT_TOLD[model] == columns


def test_editors_change_sources_and_parties_on_pages_of_their_own(client):
    claim = make.make_claim()
    client.force_login(make.make_user(role=Role.EDITOR))
    source, party = claim.citation.source, claim.asserted_by
    form = client.get(f"/sources/{source.slug}/edit/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"read_version": version_of(source)}

    silent = client.post(f"/sources/{source.slug}/edit/", {**data, "title": "A better title", "issued": "2022-13"})
    saved = client.post(f"/sources/{source.slug}/edit/", {**data, "title": "A better title", "reason": "A slip."})
    of_party = {
        "name": "A better name",
        "kind": party.kind,
        "reason": "It was renamed.",
        "read_version": version_of(party),
    }
    renamed = client.post(f"/parties/{party.slug}/edit/", of_party)

    assert (silent.status_code, saved.status_code, renamed.status_code) == (422, 302, 302)
    assert "A better title" in silent.content.decode()
    assert "Say why it is changed." in silent.content.decode()
    assert [(line.kind, told(line), line.reason) for line in lines()] == [
        ("party", [("Name", party.name, "A better name")], "It was renamed."),
        ("source", [("Title", source.title, "A better title")], "A slip."),
    ]


def test_a_contributor_changes_only_what_no_reader_has_seen(client):
    seen, unseen = make.make_claim(), make.make_claim(published=False)
    client.force_login(make.make_user())

    assert client.get(seen.citation.source.get_absolute_url() + "edit/").status_code == 403
    assert client.get(seen.asserted_by.get_absolute_url() + "edit/").status_code == 403
    assert client.get(unseen.citation.source.get_absolute_url() + "edit/").status_code == 200


def test_a_withdrawn_statement_is_published_again_with_a_reason(client):
    claim = make.make_claim(state="withdrawn")
    client.force_login(make.make_user(role=Role.EDITOR))
    address = f"/claims/{claim.ref}/restore/"

    asked, silent = client.get(address), client.post(address, {"reason": ""})
    done = client.post(address, {"reason": "The source was right."})

    assert (asked.status_code, silent.status_code, done.status_code) == (200, 422, 302)
    assert one().reason == "The source was right."


def test_nothing_of_the_history_is_lost_when_execute_changes_several_rows_at_once():
    first, second = make.make_claim(), make.make_claim()

    execute("UPDATE claims_claim SET public_note = 'A note.' WHERE id IN (%s, %s)", [first.pk, second.pk])

    assert len(lines()) == 2
