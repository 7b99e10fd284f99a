"""What was removed or closed since is never handed out again, and its bytes go; the notice repeats no word of it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions import withdraw
from claims.actions.removing import Order, remove_claim, remove_names, remove_passage, remove_source
from claims.models import Claim
from dossiers.exports import tidying
from dossiers.exports.gone import gone_from, with_something_gone
from dossiers.exports.making import make
from dossiers.models import Export
from dossiers.tasks import erase_exports_with_something_gone
from sources.models import Source
from tests.factories import (
    make_capture,
    make_citation,
    make_claim,
    make_party,
    make_relay,
    make_release,
    make_source,
    make_takedown,
    make_user,
)

pytestmark = pytest.mark.django_db

SECRET = "zqsecret"
RESTRICTED: dict[str, Any] = {"restricted": True, "restricted_reason": "A court has been asked."}


@pytest.fixture
def claim():
    source = make_source(slug=f"{SECRET}-source", title=f"A {SECRET} title")
    speaker = make_party(name=f"A {SECRET} speaker")
    said = make_claim(
        statement=f"A {SECRET} sentence.",
        asserted_by=speaker,
        citation=make_citation(source=source, exact=f"These {SECRET} words."),
    )
    make_claim(statement="Another sentence, of another source.")
    return said


def order():
    return Order(reason="safety", by=make_user(role="editor"), at=timezone.now())


def passed_on(claim, **fields):
    """The text in which the statement was read on its way, closed or removed."""
    relay = make_relay(claim, source=make_source(title=f"A {SECRET} title on the way"))
    return lambda: Source.objects.filter(relayed=relay).update(**fields)


REMOVALS = {
    "the statement": lambda claim: lambda: remove_claim(claim, order()),
    "its passage": lambda claim: lambda: remove_passage(claim.citation, order()),
    "its source": lambda claim: lambda: remove_source(claim.citation.source, order()),
    "the names of its speaker": lambda claim: lambda: remove_names(claim.asserted_by, order(), role="A ministry"),
    "the statement, restricted": lambda claim: lambda: Claim.objects.filter(pk=claim.pk).update(**RESTRICTED),
    "its source, restricted": lambda claim: (
        lambda: Source.objects.filter(pk=claim.citation.source_id).update(**RESTRICTED)
    ),
    "what was read on the way, restricted": lambda claim: passed_on(claim, **RESTRICTED),
}


@pytest.mark.parametrize("removal", REMOVALS)
def test_what_was_removed_since_is_not_handed_out_and_its_bytes_are_erased(client, claim, made, files, removal):
    remove = REMOVALS[removal](claim)
    export = made("json")
    assert SECRET in client.get(export.file_url()).getvalue().decode()

    remove()

    for erased in (False, True):
        answer, page = client.get(export.file_url()), client.get(export.get_absolute_url())
        told = answer.content.decode()
        assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
        assert client.get(export.file_url(), headers={"if-none-match": f'"{export.sha256}"'}).status_code == 410
        assert SECRET not in told + page.content.decode()
        assert "removed or closed to readers since" in told
        assert files() == ([] if erased else [export.sha256])
        erase_exports_with_something_gone(int(timezone.now().timestamp()))


def test_the_notice_names_statements_by_their_ref_with_day_and_reason(client, claim, made):
    export = made("md")
    remove_claim(claim, order())

    told = client.get(export.file_url()).content.decode()

    assert f'<a href="/claims/{claim.ref}/">Statement {claim.ref}</a>: removed on' in told
    assert "afety of a person" in told


@pytest.mark.parametrize("said", ["withdrawn", "edited"])
def test_what_was_withdrawn_or_changed_since_is_still_handed_out(client, claim, made, said):
    """Withdrawn is not removed: it stays readable, and what somebody took along is still what it was."""
    export = made("json")
    if said == "withdrawn":
        withdraw(claim, reason="A mistake.", by=make_user(role="editor"), at=timezone.now())
    else:
        Claim.objects.filter(pk=claim.pk).update(statement="So.")

    assert client.get(export.file_url()).getvalue()
    assert not with_something_gone().exists()


def test_an_export_that_does_not_hold_it_is_still_handed_out(claim, client, made):
    export = made("json")
    later = make_claim(statement="Said after the export.")
    remove_claim(later, order())

    assert client.get(export.file_url()).getvalue()
    assert tidying.erase_with_something_gone(at=timezone.now()) == 0


def test_what_was_removed_before_closes_no_export(claim, client, made):
    """Names are of a role by then, statements are not there."""
    remove_names(claim.asserted_by, order(), role="A ministry")
    passed_on(claim, **RESTRICTED)()
    make_claim(**RESTRICTED)

    export = made("json")

    assert gone_from(export) == ()
    assert not with_something_gone().exists()
    assert client.get(export.file_url()).getvalue()


def test_after_the_removal_the_same_wish_is_made_anew(claim, made):
    old = made("json")
    remove_claim(claim, order())

    new = made("json")

    assert new != old
    assert SECRET not in str(new.statements)


def test_what_is_opened_again_is_still_erased_and_says_so(claim, client, made, files):
    export = made("json")
    Claim.objects.filter(pk=claim.pk).update(**RESTRICTED)
    tidying.erase_with_something_gone(at=timezone.now())
    Claim.objects.filter(pk=claim.pk).update(restricted=False, restricted_reason="")

    answer = client.get(export.file_url())

    assert (answer.status_code, files()) == (410, [])
    assert "make the dossier anew" in answer.content.decode()


def test_the_desk_keeps_its_drafts_when_something_is_closed_to_readers_and_loses_what_is_removed(client, made, files):
    draft = make_claim(statement="A draft sentence.", published=False)
    client.force_login(make_user())
    export = made("json", drafts="yes")

    Claim.objects.filter(pk=draft.pk).update(**RESTRICTED)
    assert tidying.erase_with_something_gone(at=timezone.now()) == 0
    assert client.get(export.file_url()).getvalue()

    remove_claim(draft, order())
    assert tidying.erase_with_something_gone(at=timezone.now()) == 1
    assert client.get(export.file_url()).status_code == 410
    assert Client().get(export.file_url()).status_code == 404


def test_two_exports_with_the_same_bytes_are_erased_together(claim, ask, files):
    at = timezone.now()
    make(ask("csv").pk, at=at)
    make(ask("csv", paper="letter").pk, at=at)
    assert len(files()) == 1

    remove_claim(claim, order())

    assert tidying.erase_with_something_gone(at=timezone.now()) == 2
    assert (files(), Export.objects.kept().count()) == ([], 0)


def test_whoever_runs_the_site_erases_at_once(claim, made, files, capsys):
    from django.core.management import call_command

    made("json")
    remove_claim(claim, order())

    call_command("erase_exports")

    assert "Erased 1 exports" in capsys.readouterr().out
    assert files() == []


@pytest.mark.parametrize("change", ["closed", "taken down", "not cleared"])
def test_a_package_goes_with_a_copy_inside_it_and_other_formats_stay(claim, client, made, change):
    source = claim.citation.source
    Source.objects.filter(pk=source.pk).update(rights="public_record")
    released = make_release(capture=make_capture(source=source, content=b"Some words."))
    package, table = made("zip"), made("csv")
    assert package.copies == [released.file.sha256]

    if change == "closed":
        released.delete()
    elif change == "taken down":
        make_takedown(capture=released.capture)
    else:
        Source.objects.filter(pk=source.pk).update(rights="not_cleared")

    assert f"A preserved copy, SHA-256 {package.copies[0]}" in client.get(package.file_url()).content.decode()
    assert list(with_something_gone()) == [package]
    assert client.get(table.file_url()).getvalue()


@pytest.mark.parametrize("rows", [1, 50])
def test_finding_out_has_a_fixed_number_of_queries(claim, made, rows):
    for number in range(rows):
        make_claim(statement=f"Sentence {number}.")
    export = made("json")
    remove_claim(claim, order())

    with CaptureQueriesContext(connection) as one:
        assert gone_from(export)
    with CaptureQueriesContext(connection) as every:
        assert list(with_something_gone()) == [export]

    assert (len(one), len(every)) == (3, 7)
