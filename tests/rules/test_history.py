"""Every write is kept, whoever makes it and however."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pghistory
import psycopg
import pytest
from django.apps import apps
from django.db import connection

from api.models import SentOnce
from claims.models import BroughtFile, Claim, Relay, UnsentForm
from dossiers.models import Export, ExportDay
from sources.models import Fetch, FileText, LetterDay, PendingCapture, PreservedFile, QuoteCheck
from tests import factories as make
from tests.rules.connections import connect, psql
from tests.rules.refusals import NEVER_CHANGED, check_deferred_keys, delete, execute, refused, refused_by, update
from users.models import Act

OURS = ["users", "stations", "sources", "claims", "dossiers", "api"]

LATER = datetime(2027, 1, 1, tzinfo=UTC)

# Made again at will from what is kept (text, checks), known by their content and never changed (files), in somebody's
# hands for a week at most (copies and fetches that wait), thrown away after a day (counts of letters and exports, keys
# of programs), or made by a machine and sealed from then on (exports).
MADE_BY_MACHINES = (FileText, QuoteCheck, PreservedFile, PendingCapture, Fetch, LetterDay, ExportDay, Export, SentOnce)
# Nobody has sent them yet: they are one person's, and no part of the record.
PRIVATE = (BroughtFile, UnsentForm)
# A row of it never changes: it is history itself.
ONLY_ADDED_TO = (Act,)
WITHOUT_HISTORY = {model._meta.label for model in (*MADE_BY_MACHINES, *PRIVATE, *ONLY_ADDED_TO)}

# Whose history is its first version: the database refuses every change, and every delete.
NEVER_CHANGE: dict[str, tuple[Any, dict[str, object]]] = {
    "sources.Capture": (make.make_capture, {"tool": "Another tool"}),
    "sources.Takedown": (make.make_takedown, {"reason": "mistake"}),
    "claims.Removal": (make.make_removal, {"reason": "privacy"}),
}

# One row of each other kept table, and a change to it.
CHANGES: dict[str, tuple[Any, dict[str, object]]] = {
    "users.User": (make.make_user, {"role": "editor"}),
    "users.Desk": (make.make_desk, {"name": "Another name"}),
    "users.Membership": (make.make_membership, {}),
    "users.Invitation": (make.make_invitation, {"role": "editor"}),
    "users.InvitationDesk": (lambda: make.make_invitation(desks=[make.make_desk()]).to_desks.get(), {}),
    "users.Token": (make.make_token, {"name": "Another name"}),
    "stations.Country": (make.make_country, {"name": "Another name"}),
    "stations.Subject": (make.make_network, {"label": "Another label"}),
    "stations.SubjectName": (make.make_name, {"name": "Another name"}),
    "sources.Party": (make.make_party, {"name": "Another name"}),
    "sources.PartyAlias": (make.make_party_alias, {"name": "Another name"}),
    "sources.Source": (make.make_source, {"title": "Another title"}),
    "sources.Release": (make.make_release, {"released_at": LATER}),
    "sources.Letter": (make.make_letter, {"sender_name": "Another name"}),
    "sources.Citation": (make.make_citation, {"exact": "Other words."}),
    "claims.Heading": (make.make_heading, {"title": "Another title"}),
    "claims.Question": (lambda: make.make_question(choices=[], subject_kinds=[]), {"wording": "Another wording?"}),
    "claims.QuestionSubjectKind": (
        lambda: make.make_question(subject_kinds=["case"]).subject_kinds.get(),
        {"kind": "network"},
    ),
    "claims.Choice": (make.make_choice, {"label": "Another label"}),
    "claims.Exclusion": (lambda: make.make_exclusion(*make.make_question().choices.all()), {}),
    "claims.Claim": (make.make_claim, {"statement": "Another sentence."}),
    "claims.Link": (lambda: make.make_link(make.make_claim(), make.make_claim()), {"kind": "rebuts"}),
    "claims.Relay": (lambda: make.make_relay(make.make_claim()), {}),
    "claims.Verification": (lambda: make.make_verification(make.make_claim()), {"kind": "date"}),
    "claims.Apart": (lambda: make.make_apart(make.make_claim(), make.make_claim()), {"decided_at": LATER}),
    "claims.Comment": (make.make_comment, {"text": "Another comment."}),
    "claims.DeskNote": (make.make_desk_note, {"text": "Another note."}),
    "claims.Assignment": (make.make_assignment, {"assigned_at": LATER}),
    "claims.SamePlace": (make.make_same_place, {"reason": "Another reason."}),
    "claims.Search": (make.make_search, {"note": "Another note."}),
}


def versions(row: Any) -> list[Any]:
    """The kept versions of a row, oldest first."""
    events = type(row).pgh_event_model  # set by pghistory
    return list(events.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))


def kept_tables() -> dict[str, Any]:
    """Every table with a history, by the label of its model."""
    events = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return {model.pgh_tracked_model._meta.label: model for model in events}


def test_every_table_has_a_history_but_those_that_machines_can_make_again():
    models = [m for m in apps.get_models() if m._meta.app_label in OURS and not hasattr(m, "pgh_tracked_model")]
    expected = {m._meta.label for m in models if not m._meta.proxy} - WITHOUT_HISTORY

    assert set(kept_tables()) == expected
    assert set(CHANGES) | set(NEVER_CHANGE) == expected


def test_a_history_has_every_column_of_its_table():
    left_out = {
        "claims.Relay": {"previous"},
        "claims.SamePlace": {"kind"},
        "sources.Letter": {"contact"},
        "users.User": {"email", "password", "last_login"},
        "users.Invitation": {"email", "digest"},
        "users.Token": {"digest", "last_used_on"},
    }

    for label, events in kept_tables().items():
        columns = {field.column for field in events.pgh_tracked_model._meta.concrete_fields}
        kept = {field.column for field in events._meta.concrete_fields}
        assert columns - kept == left_out.get(label, set()), label
        assert "superseded_at" in kept, label


@pytest.mark.django_db
def test_a_history_refuses_no_version_that_its_table_accepted():
    """No key and no unique column in the tables of history; their own checks are those of the column's type."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE relname LIKE '%%event' AND contype IN ('f', 'u', 'x') AND relname ~ %s",
            [f"^({'|'.join(OURS)})_"],
        )

        assert cursor.fetchall() == []


@pytest.mark.django_db
@pytest.mark.parametrize("label", CHANGES)
def test_an_insert_an_update_and_a_delete_are_kept_with_what_the_row_said(label):
    make_row, change = CHANGES[label]
    row = make_row()
    columns = [field.column for field in type(row).pgh_event_model._meta.concrete_fields]

    if change:
        update(row, **change)
    delete(row)

    kept = versions(row)
    assert [version.pgh_label for version in kept] == ["insert", *["update"] * bool(change), "delete"]
    for name, value in change.items():
        assert name in columns
        assert [getattr(version, name) for version in kept] == [getattr(row, name), value, value]


@pytest.mark.django_db
@pytest.mark.parametrize("label", NEVER_CHANGE)
def test_what_never_changes_is_kept_as_it_was_entered(label):
    make_row, change = NEVER_CHANGE[label]
    row = make_row()

    with refused() as refused_change:
        update(row, **change)
    with refused() as refused_delete:
        delete(row)

    assert refused_change.sqlstate == refused_delete.sqlstate == NEVER_CHANGED
    (only,) = versions(row)
    assert only.pgh_label == "insert"
    assert only.superseded_at is None
    for field in type(row)._meta.concrete_fields:
        assert getattr(only, field.attname) == getattr(row, field.attname)


@pytest.mark.django_db
def test_the_history_of_accounts_holds_no_address():
    user = make.make_user(email="ada@desk.example")
    update(user, email="ada.l@desk.example")

    with connection.cursor() as cursor:
        cursor.execute("SELECT users_userevent::text FROM users_userevent WHERE pgh_obj_id = %s", [user.pk])
        kept = cursor.fetchall()

    assert len(kept) == 1
    assert "desk.example" not in kept[0][0]


@pytest.mark.django_db
def test_the_history_of_letters_holds_no_way_to_reach_a_sender():
    letter = make.make_letter(contact="ada@reader.example")
    update(letter, sender_name="Ada", contact="ada.l@reader.example")

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(sources_letterevent::text, ' ') FROM sources_letterevent")
        assert "reader.example" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_version_ends_when_the_next_one_begins():
    claim = make.make_claim()

    update(claim, statement="A second sentence.")
    update(claim, statement="A third sentence.")
    delete(claim)

    first, second, third, gone = versions(claim)
    assert first.superseded_at == second.pgh_created_at
    assert second.superseded_at == third.pgh_created_at
    assert third.superseded_at == gone.pgh_created_at
    assert gone.superseded_at is None


@pytest.mark.django_db
def test_two_writes_in_one_transaction_have_two_moments():
    claim = make.make_claim()

    update(claim, statement="A second sentence.")
    update(claim, statement="A third sentence.")

    moments = [version.pgh_created_at for version in versions(claim)]
    assert moments == sorted(set(moments))
    assert len(moments) == 3
    assert moments[-1] - moments[0] < timedelta(minutes=1)


@pytest.mark.django_db
def test_each_state_can_be_read_again_by_one_plain_condition():
    claim = make.make_claim(statement="One.")
    other = make.make_claim(statement="Never changed.")
    update(claim, statement="Two.")
    update(claim, statement="Three.")
    update(claim, public_note="Four.")
    delete(claim)
    events = kept_tables()["claims.Claim"]

    states = []
    for version in versions(claim):
        moment = version.pgh_created_at
        then = events.objects.exclude(pgh_label="delete").filter(pgh_created_at__lte=moment)
        then = then.exclude(superseded_at__lte=moment)
        states.append(dict(then.values_list("pgh_obj_id", "statement")))

    unchanged = {other.pk: "Never changed."}
    assert states[0] == {claim.pk: "One."}
    assert states[1:] == [{claim.pk: said, **unchanged} for said in ["Two.", "Three.", "Three."]] + [unchanged]


@pytest.mark.django_db
def test_a_write_that_changes_nothing_leaves_no_version():
    claim = make.make_claim()

    update(claim, statement=claim.statement)

    assert [version.pgh_label for version in versions(claim)] == ["insert"]


@pytest.mark.django_db
def test_a_bulk_update_keeps_a_version_of_every_row_and_who_wrote_it():
    claims = [make.make_claim() for _ in range(3)]

    with pghistory.context(user=7, reason="a test"):
        Claim.objects.update(public_note="Changed in retelling.")

    for claim in claims:
        last = versions(claim)[-1]
        assert last.public_note == "Changed in retelling."
        assert last.pgh_context.metadata == {"user": 7, "reason": "a test"}


@pytest.mark.django_db
def test_a_relay_chain_that_is_replaced_stays_in_the_history():
    claim = make.make_claim()
    relay = make.make_relay(claim)

    execute("DELETE FROM claims_relay WHERE claim_id = %s", [claim.pk])
    make.make_relay(claim)
    check_deferred_keys()

    assert [version.pgh_label for version in versions(relay)] == ["insert", "delete"]
    assert Relay.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_update_and_a_delete_over_a_plain_connection_are_kept():
    claim = make.make_claim()

    with connect() as own:
        own.execute("UPDATE claims_claim SET statement = 'Typed by hand.' WHERE id = %s", [claim.pk])
        own.execute("DELETE FROM claims_claim WHERE id = %s", [claim.pk])

    kept = [(version.pgh_label, version.statement) for version in versions(claim)]
    assert kept == [("insert", claim.statement), ("update", "Typed by hand."), ("delete", "Typed by hand.")]


@pytest.mark.django_db(transaction=True)
def test_an_update_and_a_delete_typed_into_psql_are_kept():
    claim = make.make_claim()

    changed = psql(f"UPDATE claims_claim SET statement = 'Typed into psql.' WHERE ref = '{claim.ref}'")
    deleted = psql(f"DELETE FROM claims_claim WHERE ref = '{claim.ref}'")

    assert (changed.strip(), deleted.strip()) == ("UPDATE 1", "DELETE 1")
    kept = [(version.pgh_label, version.statement) for version in versions(claim)]
    assert kept == [("insert", claim.statement), ("update", "Typed into psql."), ("delete", "Typed into psql.")]


@pytest.mark.django_db(transaction=True)
def test_two_transactions_on_one_row_are_kept_in_the_order_of_their_writes():
    claim = make.make_claim()
    change = "UPDATE claims_claim SET statement = %s WHERE id = %s"

    with connect() as early, connect() as late:
        early.execute("SELECT 1")
        late.execute(change, ["Written first, by who began last.", claim.pk])
        late.commit()
        early.execute(change, ["Written last, by who began first.", claim.pk])
        early.commit()

    _, first, last = versions(claim)
    assert first.statement.startswith("Written first")
    assert first.pgh_created_at < last.pgh_created_at
    assert first.superseded_at == last.pgh_created_at


@pytest.mark.django_db(transaction=True)
def test_a_write_that_cannot_be_kept_is_not_made():
    claim = make.make_claim()

    with connect() as own:
        own.execute("ALTER TABLE claims_claimevent ADD CONSTRAINT no_more CHECK (false) NOT VALID")
        with pytest.raises(psycopg.errors.CheckViolation):
            own.execute("UPDATE claims_claim SET statement = 'Unkept.' WHERE id = %s", [claim.pk])
        own.rollback()

    claim.refresh_from_db()
    assert claim.statement == "An invented sentence about nothing."


@pytest.mark.django_db
def test_connections_carry_the_setting_without_which_bulk_writes_are_quadratic():
    """Measured by benchmarks/bulk_writes.py; the triggers catch one failure for each row where it is missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore', true)")

        assert cursor.fetchone() == ("{}",)


@pytest.mark.django_db
def test_a_version_is_never_deleted_and_never_rewritten():
    claim = make.make_claim()
    update(claim, statement="Another sentence.")
    first, second = versions(claim)

    for row in (first, second):
        with refused_by("history_is_never_deleted"):
            execute("DELETE FROM claims_claimevent WHERE pgh_id = %s", [row.pgh_id])
        with refused_by("history_is_never_rewritten"):
            execute("UPDATE claims_claimevent SET statement = 'Forged.' WHERE pgh_id = %s", [row.pgh_id])
        with refused_by("history_is_never_rewritten"):
            execute("UPDATE claims_claimevent SET pgh_created_at = now() WHERE pgh_id = %s", [row.pgh_id])
    with refused_by("history_is_never_rewritten"):
        execute("UPDATE claims_claimevent SET superseded_at = NULL WHERE pgh_id = %s", [first.pgh_id])


@pytest.mark.django_db
def test_a_reason_is_never_deleted():
    with pghistory.context(why="A reason."):
        make.make_claim()

    with refused_by("history_is_never_deleted"):
        execute("DELETE FROM pghistory_context")


@pytest.mark.django_db
def test_every_history_is_kept_so_and_read_by_moment():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text ORDER BY tgname) FROM pg_trigger"
            " WHERE tgname LIKE 'history_is_never%' AND tgenabled = 'O' GROUP BY tgrelid"
        )
        found = dict(cursor.fetchall())

        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexname = tablename || '_by_moment'")
        read_by_moment = {table for (table,) in cursor.fetchall()}

    both = ["history_is_never_deleted", "history_is_never_rewritten"]
    expected = {events._meta.db_table: both for events in kept_tables().values()}
    assert found == {**expected, "pghistory_context": both[:1]}
    assert read_by_moment == set(expected)
