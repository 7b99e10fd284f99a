"""Reading the record as it stood: the context, and the views that it reads through."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import InternalError, connection
from django.db.models import Count
from django.utils import timezone

from claims.models import Claim, Relay
from sources.models import Party, Source
from tests import factories as make
from tests.rules.refusals import delete, update
from web import past_views
from web.as_of import BeforeTheRecord, NoPast, as_of, at_the_same_moment, first_moment, moment_in_view
from web.past_views import drop_views, tracked_models, views

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def search_path():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), current_setting('on_record.as_of', true)")
        return cursor.fetchone()


def test_a_row_reads_as_it_stood():
    claim = make.make_claim(statement="One.")
    before = timezone.now()
    update(claim, statement="Two.")
    after = timezone.now()
    delete(claim)

    with as_of(before):
        assert [each.statement for each in Claim.objects.all()] == ["One."]
    with as_of(after):
        assert [each.statement for each in Claim.objects.all()] == ["Two."]
    with as_of(timezone.now()):
        assert not Claim.objects.exists()


def test_a_past_moment_takes_four_statements_more_inside_a_transaction(django_assert_num_queries):
    make.make_claim()

    with django_assert_num_queries(4), as_of(timezone.now()):
        pass


@pytest.mark.django_db(transaction=True)
def test_a_past_moment_takes_three_statements_more_by_itself():
    make.make_claim()
    sent = []

    def note(execute, sql, *rest):
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note), as_of(timezone.now()):
        assert not connection.get_autocommit()

    assert len(sent) == 1  # beside BEGIN and ROLLBACK, which the driver sends
    assert connection.get_autocommit()


def test_nothing_can_be_written_at_a_past_moment_and_everything_afterwards():
    """A view over one table passes an UPDATE on, and would rewrite what was recorded."""
    party = make.make_party(name="One")

    with pytest.raises(InternalError, match="read-only"), as_of(timezone.now()):
        Party.objects.filter(pk=party.pk).update(name="Rewritten")
    with pytest.raises(InternalError, match="read-only"), as_of(timezone.now()):
        make.make_user()

    update(party, name="Two")
    assert Party.objects.get(pk=party.pk).name == "Two"


@pytest.mark.parametrize("fails", [False, True])
def test_afterwards_today_is_read_again(fails):
    make.make_claim()
    before = search_path()

    try:
        with as_of(timezone.now()):
            assert search_path() != before
            assert moment_in_view() is not None
            if fails:
                raise KeyError
    except KeyError:
        pass

    assert search_path() == before
    assert moment_in_view() is None
    assert connection.features.allows_group_by_selected_pks


def test_a_moment_inside_another_gives_way_to_it_again():
    claim = make.make_claim(statement="One.")
    first = timezone.now()
    update(claim, statement="Two.")
    second = timezone.now()

    with as_of(first):
        with as_of(second):
            assert Claim.objects.get().statement == "Two."
        assert Claim.objects.get().statement == "One."
        assert moment_in_view() == first


def test_a_moment_before_the_first_record_is_told_with_the_first():
    earlier = timezone.now()
    with pytest.raises(BeforeTheRecord) as empty, as_of(earlier):
        pass
    make.make_claim()

    with pytest.raises(BeforeTheRecord) as early, as_of(earlier):
        pass

    assert empty.value.first is None
    first = first_moment()
    assert first is not None
    assert early.value.first == first
    assert earlier < first < timezone.now()


def test_without_the_views_nothing_passes_for_the_past():
    make.make_claim()
    drop_views()

    with pytest.raises(NoPast), as_of(timezone.now()):
        pass


def test_rows_can_be_counted_by_their_key():
    claim = make.make_claim()
    make.make_relay(claim)
    make.make_relay(claim, position=2)

    with as_of(timezone.now()):
        counted = Claim.objects.annotate(steps=Count("relays")).select_related("subject")
        assert [vars(each)["steps"] for each in counted] == [2]


def test_columns_that_the_database_computes_are_computed_again():
    claim = make.make_claim()
    relays = [make.make_relay(claim), make.make_relay(claim, position=2)]

    with as_of(timezone.now()):
        assert list(Relay.objects.order_by("position").values_list("previous", flat=True)) == [None, 1]
        assert [each.pk for each in Relay.objects.order_by("position")] == [each.pk for each in relays]


@pytest.mark.parametrize("fields", [{"restricted": True, "restricted_reason": "a threat"}, "removed"])
def test_what_is_restricted_or_removed_today_is_so_at_every_moment(fields):
    fields = fields if isinstance(fields, dict) else {"removed_at": make.NOON, "removed_for": "safety"}
    claim, other, desk = make.make_claim(), make.make_claim(), make.make_user()
    before = timezone.now()
    update(claim, **fields)
    update(other.citation.source, **fields)

    with as_of(before):
        assert not Claim.objects.visible_to(READER).exists()
        assert not Source.objects.visible_to(READER).filter(pk=other.citation.source_id).exists()
        restricted = "restricted" in fields
        assert Claim.objects.visible_to(desk).count() == (2 if restricted else 0)


def test_what_was_restricted_then_is_not_shown_though_it_is_free_today():
    claim = make.make_claim(restricted=True, restricted_reason="a threat")
    then = timezone.now()
    update(claim, restricted=False, restricted_reason="")

    with as_of(then):
        assert not Claim.objects.visible_to(READER).exists()


def test_what_was_deleted_reads_as_it_stood_unless_it_was_restricted_when_it_went():
    free, bound = make.make_claim(), make.make_claim()
    then = timezone.now()
    update(bound, restricted=True, restricted_reason="a threat")
    delete(free)
    delete(bound)

    with as_of(then):
        assert [each.pk for each in Claim.objects.visible_to(READER)] == [free.pk]


def test_every_view_has_the_columns_of_its_model_and_their_types():
    """A column that a migration adds cannot be forgotten."""
    columns = """
        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
         WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname"""
    made = dict(views())
    seen = {model._meta.db_table: model for model in apps.get_models() if not model._meta.proxy}

    with connection.cursor() as cursor:
        for table in made:
            cursor.execute(columns, [f"as_of.{table}"])
            view = cursor.fetchall()
            cursor.execute(columns, [f"public.{table}"])
            assert view == cursor.fetchall(), table
            assert {name for name, _type in view} == {each.column for each in seen[table]._meta.concrete_fields}


def test_every_table_with_a_history_has_a_view_but_those_of_which_today_is_always_shown():
    kept = {model._meta.label for model in tracked_models()}
    shown = {model._meta.label for model in tracked_models() if model._meta.db_table in dict(views())}

    of_today = {
        "users.User",
        "users.Desk",
        "users.Membership",
        "users.Invitation",
        "users.InvitationDesk",
        "users.Token",
        "claims.Comment",
        "claims.DeskNote",
        "claims.Assignment",
        "sources.Takedown",
        "claims.Removal",
        "sources.Letter",
        "sources.PartyAlias",
    }
    assert kept - shown == of_today


def test_what_is_sent_later_is_read_at_the_moment_that_was_in_view():
    claim = make.make_claim(statement="One.")
    then = timezone.now()
    update(claim, statement="Two.")

    with as_of(then):
        pieces = at_the_same_moment(iter_statements())
    assert moment_in_view() is None

    assert list(pieces) == ["One."]
    assert list(at_the_same_moment(iter_statements())) == ["Two."]


def iter_statements():
    yield from Claim.objects.values_list("statement", flat=True).iterator()


def test_views_are_not_made_while_the_tables_are_others(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA as_of CASCADE")
        cursor.execute("ALTER TABLE claims_claimevent DROP COLUMN public_note CASCADE")

    assert not past_views.make_views()

    make.make_party()
    with pytest.raises(NoPast), as_of(timezone.now() + timedelta(seconds=1)):
        pass
