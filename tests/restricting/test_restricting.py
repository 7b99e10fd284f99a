"""Statements and sources are restricted to a desk with a reason, given to another one, and shown again."""

import re
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import AnonymousUser

from claims.actions import NotAllowed
from claims.actions.restricting import lift, restrict
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.models import Claim
from sources.models import Source
from tests import factories as make
from web.erasing import versions_of

pytestmark = pytest.mark.django_db

WHY = "A zqwhy was received."
READER = AnonymousUser()
RESTRICTED = {"restricted": True, "restricted_reason": "A court has been asked."}


def last_context(row):
    """What the latest version of a row tells of the act that wrote it."""
    latest: Any = versions_of(type(row)).filter(pgh_obj_id=row.pk).latest("pgh_id")
    return latest.pgh_context.metadata


def act(browser, row, what, **typed):
    """Press a button on the page that says who sees it, as it stands now."""
    sent = {f"{what}-{name}": value for name, value in typed.items()}
    return browser.post(f"{row.get_absolute_url()}restrict/", {"act": what, "read_version": version_of(row), **sent})


def test_an_editor_restricts_a_statement_to_their_desk_with_a_reason(browser, desk, eva, clara, otto):
    claim = make.make_claim(statement="A sentence to be kept.")

    answer = act(browser(eva), claim, "restrict", desk="rome", reason=WHY)

    claim.refresh_from_db()
    assert answer.status_code == 302
    assert (claim.restricted, claim.desk, claim.restricted_reason) == (True, desk, WHY)
    assert WHY in browser(clara).get(claim.get_absolute_url()).content.decode()
    for person in (None, otto):
        assert browser(person).get(claim.get_absolute_url()).status_code == 404
        assert "A sentence to be kept." not in browser(person).get("/claims/").content.decode()


def test_the_page_says_what_will_follow_before_anything_is_done(browser, eva):
    claim = make.make_claim()
    make.make_link(make.make_claim(statement="One that repeats it."), claim)
    make.make_claim(citation=claim.citation)

    page = browser(eva).get(f"{claim.get_absolute_url()}restrict/").content.decode()

    for words in ["Everybody: readers see it", "every date in the past", "One that repeats it.", "Its passage stays"]:
        assert words in page
    assert "not handed over any more" in page
    assert "backups" in page


def test_the_page_of_a_source_counts_what_goes_with_it(browser, eva):
    source = make.make_source()
    for _each in range(3):
        make.make_claim(citation=make.make_citation(source=source))
    make.make_relay(make.make_claim(statement="It came through it."), source=source)

    page = browser(eva).get(f"{source.get_absolute_url()}restrict/").content.decode()

    assert "3 statements are drawn from it, and go with it." in page
    assert "It came through it." in page


def test_it_says_since_when_by_whom_and_why_and_is_lifted_with_a_reason(browser, eva, clara):
    claim = make.make_claim()
    restrict(claim, desk=eva.desks.get(), reason=WHY, by=eva, at=make.NOON)
    page = browser(eva).get(f"{claim.get_absolute_url()}restrict/").content.decode()

    assert str(eva) in page
    assert WHY in page
    assert "Restricted since" in page
    assert act(browser(eva), claim, "lift", reason=" ").status_code == 422
    assert act(browser(clara), claim, "lift", reason="Enough.").status_code == 403
    assert act(browser(eva), claim, "lift", reason="The danger is over.").status_code == 302

    claim.refresh_from_db()
    assert (claim.restricted, claim.restricted_reason) == (False, "")
    assert last_context(claim)["at_the_desk"] == "The danger is over."
    assert browser().get(claim.get_absolute_url()).status_code == 200


def test_what_was_written_for_the_desk_is_no_reason_that_readers_are_told(browser, eva):
    claim = make.make_claim(subject=make.make_station())
    source = claim.citation.source
    for row in (claim, source):
        row.refresh_from_db()
        restrict(row, desk=eva.desks.get(), reason=WHY, by=eva, at=make.NOON)
        lift(row, reason=f"{WHY} And over.", by=eva, at=make.NOON)
    with pghistory.context(why="Mended."):
        Source.objects.filter(pk=source.pk).update(title="Another title")
        Claim.objects.filter(pk=claim.pk).update(statement="Other words.")

    for address in ["/countries/it/changes/?since=2020", "/corrections/log/", f"/claims/{claim.ref}/chain/"]:
        page = browser().get(address).content.decode()
        assert "zqwhy" not in page, address
        assert "estricted any more" not in page, address


@pytest.mark.parametrize("kind", ["claim", "source"])
def test_nobody_restricts_to_a_desk_that_is_not_theirs(browser, elsewhere, eva, kind):
    row = getattr(make, f"make_{kind}")()

    answer = act(browser(eva), row, "restrict", desk="accra", reason=WHY)

    assert answer.status_code == 422
    assert "You do not belong to that desk" in answer.content.decode()
    assert WHY in answer.content.decode()
    with pytest.raises(NotAllowed, match="do not belong"):
        restrict(row, desk=elsewhere, reason=WHY, by=eva, at=make.NOON)
    row.refresh_from_db()
    assert not row.restricted


def test_a_reason_is_short_and_never_missing(browser, eva):
    claim = make.make_claim()

    for reason in ("", "  ", "x" * 301):
        assert act(browser(eva), claim, "restrict", desk="rome", reason=reason).status_code == 422
        with pytest.raises(NotAllowed):
            restrict(claim, desk=None, reason=reason, by=eva, at=make.NOON)


def test_a_contributor_restricts_their_own_draft_and_nothing_else(browser, desk, clara):
    own = make.make_claim(published=False, created_by=clara)
    others: list[Any] = [make.make_claim(), make.make_claim(published=False), make.make_source()]

    assert act(browser(clara), own, "restrict", desk="rome", reason=WHY).status_code == 302
    for row in others:
        assert act(browser(clara), row, "restrict", desk="rome", reason=WHY).status_code == 403
        with pytest.raises(NotAllowed):
            restrict(row, desk=desk, reason=WHY, by=clara, at=make.NOON)


def test_what_another_desk_keeps_is_not_there_for_whoever_would_lift_it(browser, desk, eva, otto):
    rows: list[Any] = [make.make_claim(), make.make_source()]
    for row in rows:
        restrict(row, desk=desk, reason=WHY, by=eva, at=make.NOON)

        assert browser(otto).get(f"{row.get_absolute_url()}restrict/").status_code == 404
        assert act(browser(otto), row, "lift", reason="Let it be seen.").status_code == 404
        with pytest.raises(NotAllowed, match="not here"):
            lift(row, reason="Let it be seen.", by=otto, at=make.NOON)


def test_a_reader_is_asked_to_sign_in(browser):
    assert browser().get(f"{make.make_claim().get_absolute_url()}restrict/").status_code == 302


def test_it_is_given_to_another_desk_of_ones_own(browser, desk, elsewhere, eva, clara):
    make.make_membership(user=eva, desk=elsewhere)
    claim = make.make_claim()
    restrict(claim, desk=desk, reason=WHY, by=eva, at=make.NOON)

    assert act(browser(eva), claim, "give", desk="accra", reason="Accra asked for it.").status_code == 302

    claim.refresh_from_db()
    assert claim.desk == elsewhere
    assert claim.restricted
    assert browser(clara).get(claim.get_absolute_url()).status_code == 404
    assert last_context(claim)["at_the_desk"] == "Accra asked for it."


def test_with_a_source_go_the_statements_drawn_from_it(browser, desk, eva, clara, otto, elsewhere):
    source = make.make_source()
    drawn = make.make_claim(citation=make.make_citation(source=source), desk=elsewhere)

    act(browser(eva), source, "restrict", desk="rome", reason=WHY)

    assert {person: drawn in Claim.objects.visible_to(person) for person in (READER, eva, clara, otto)} == {
        READER: False,
        eva: True,
        clara: True,
        otto: False,
    }
    source.refresh_from_db()
    assert act(browser(eva), source, "lift", reason="Over.").status_code == 302
    assert drawn in Claim.objects.visible_to(READER)


def test_two_who_act_at_once_do_not_overwrite_each_other_and_lose_nothing(browser, desk, eva):
    claim = make.make_claim()
    before = version_of(claim)
    restrict(claim, desk=None, reason="Quicker.", by=make.the_editor(), at=make.NOON)

    typed = {"act": "restrict", "read_version": before, "restrict-desk": "rome", "restrict-reason": WHY}
    answer = browser(eva).post(f"{claim.get_absolute_url()}restrict/", typed)

    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert "Quicker." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.desk is None
    with pytest.raises(ChangedMeanwhile):
        lift(claim, reason=WHY, by=eva, at=make.NOON, version=before)


def test_lifting_where_readers_have_a_source_of_that_address_is_a_sentence(browser, desk, eva):
    kept = make.make_source(url="https://one.example/a", title="The kept one", desk=desk, **RESTRICTED)
    make.make_source(url="https://one.example/a", title="The open one")

    answer = act(browser(eva), kept, "lift", reason="Enough of it.")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Readers have a source with this address already" in page
    assert "Enough of it." in page
    kept.refresh_from_db()
    assert kept.restricted


def test_restricting_beside_a_source_that_another_desk_keeps_tells_nothing_of_it(browser, elsewhere, desk, eva):
    same = {"url": "https://one.example/a"}
    make.make_source(title="A zqother document", desk=elsewhere, **same, **RESTRICTED)
    source = make.make_source(**same)

    assert act(browser(eva), source, "restrict", desk="rome", reason=WHY).status_code == 302

    own = make.make_source(**same)
    page = act(browser(eva), own, "restrict", desk="rome", reason=WHY)
    assert page.status_code == 422
    assert "The desk keeps a source with this address already" in page.content.decode()
    assert "zqother" not in page.content.decode()


def test_the_page_asks_as_many_queries_for_fifty_statements_as_for_one(
    browser, eva, django_assert_max_num_queries, django_assert_num_queries
):
    source = make.make_source()
    make.make_relay(make.make_claim(citation=make.make_citation(source=source)), source=source)
    client = browser(eva)
    address = f"{source.get_absolute_url()}restrict/"
    client.get(address)
    with django_assert_max_num_queries(25) as one:
        client.get(address)

    for _each in range(50):
        make.make_claim(citation=make.make_citation(source=source))
        make.make_relay(make.make_claim(), source=source)

    with django_assert_num_queries(len(one.captured_queries)):
        assert len(re.findall("<li>", client.get(address).content.decode())) > 10
