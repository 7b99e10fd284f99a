"""Pages at an earlier moment: what a reader saw then, said so, with the way back to today."""

import csv
import io
import time

import pytest
from django.db import connection
from django.test import Client

from claims.actions import withdraw
from claims.models import Claim
from tests import factories as make
from tests.moments.scene import now, text_of
from tests.pages.reading import part, tags, words
from web.moments import as_text

pytestmark = pytest.mark.django_db


def moment():
    """This instant, as an address holds it."""
    return as_text(now())


def shown(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200, answer
    return text_of(answer)


def entered():
    """A statement with everything it rests on, and the moment at which it stood so."""
    station = make.make_station(label="Prato then")
    claim = make.make_claim(
        subject=station,
        statement="The sentence of then.",
        asserted_by=make.make_party(slug="speaker", name="Speaker then"),
        citation=make.make_citation(source=make.make_source(slug="article", title="Title then")),
    )
    return claim, moment()


def changed(claim):
    """Every name that stands on its pages, rewritten."""
    Claim.objects.filter(pk=claim.pk).update(statement="The sentence of today.")
    type(claim.subject).objects.filter(pk=claim.subject_id).update(label="Prato today")
    type(claim.asserted_by).objects.filter(pk=claim.asserted_by_id).update(name="Speaker today")
    source = claim.citation.source
    type(source).objects.filter(pk=source.pk).update(title="Title today")


def addresses(claim):
    yield claim.get_absolute_url(), ["The sentence of", "Speaker", "Prato", "Title"]
    yield claim.subject.get_absolute_url(), ["The sentence of", "Speaker", "Prato", "Title"]
    yield "/countries/it/", ["The sentence of", "Speaker", "Prato", "Title"]
    yield claim.question.get_absolute_url(), ["The sentence of", "Speaker", "Title"]
    yield "/parties/speaker/", ["The sentence of", "Speaker", "Title"]
    yield "/sources/article/", ["The sentence of", "Speaker", "Title"]
    yield "/claims/", ["The sentence of", "Speaker", "Title"]
    yield "/claims.csv", ["The sentence of", "Speaker", "Prato", "Title"]
    yield "/stations/", ["Prato"]
    yield "/stations.geojson", ["Prato"]
    yield "/sources.json", ["Title"]
    yield "/parties/", ["Speaker"]
    yield "/countries/it/dossier.json", ["The sentence of", "Speaker", "Title"]


def test_every_page_list_file_and_dossier_reads_as_it_did_with_sources_and_parties_as_they_then_read(client):
    claim, then = entered()
    changed(claim)

    for address, names in addresses(claim):
        before, today = shown(client, address, as_of=then), shown(client, address)
        for name in names:
            assert f"{name} then" in before or name == "The sentence of", (address, name)
            assert f"{name} today" not in before, (address, name)
            assert f"{name} today" in today, (address, name)
        assert "The sentence of then." in before or "The sentence of" not in names, address


def test_a_page_at_an_earlier_moment_says_so_and_leads_to_today(client):
    claim, then = entered()

    html = shown(client, claim.get_absolute_url(), as_of=then)

    banner = part(html, 'class="moment"', "</div>")
    assert "As this page stood on" in words(banner)
    assert "less what has been restricted or removed since" in words(banner)
    assert [link["href"] for link in tags(banner, "a")] == [claim.get_absolute_url()]
    assert f"as_of={then}" in part(html, 'id="cite-text"', "</p>")


def test_a_day_that_is_not_over_says_that_the_page_can_still_change(client):
    claim, _then = entered()

    html = shown(client, claim.get_absolute_url(), as_of=now().date().isoformat())

    assert "That time is not over; the page can still change." in words(html)


def test_what_was_entered_later_is_not_there_yet(client):
    _claim, then = entered()
    later = make.make_claim(subject=make.make_station(label="Milan"), statement="Entered later.")

    for address in (later.get_absolute_url(), later.subject.get_absolute_url()):
        answer = client.get(address, {"as_of": then})
        assert answer.status_code == 404
        assert "The page as it is today" in text_of(answer)
    assert "Entered later." not in shown(client, "/countries/it/", as_of=then)
    assert "Milan" not in shown(client, "/stations/", as_of=then)


def test_what_was_withdrawn_since_reads_as_published_then(client):
    claim, then = entered()
    withdraw(claim, by=make.the_editor(), at=now(), reason="It was about another city.")

    assert "It was about another city." not in shown(client, claim.get_absolute_url(), as_of=then)
    assert "The sentence of then." in shown(client, "/countries/it/", as_of=then)
    assert "It was about another city." in shown(client, claim.get_absolute_url())
    assert "The sentence of then." not in part(shown(client, "/countries/it/"), "<h1>")


def test_what_was_restricted_since_is_shown_at_no_date(client):
    claim, then = entered()
    other = make.make_claim(statement="Open to all.")
    Claim.objects.filter(pk=claim.pk).update(restricted=True, restricted_reason="A reason.")
    desk = Client()
    desk.force_login(make.make_user())

    for reader in (client, desk):
        assert reader.get(claim.get_absolute_url(), {"as_of": then}).status_code == 404
        assert "The sentence of then." not in shown(reader, "/countries/it/", as_of=moment())
    assert other.statement in shown(client, "/countries/it/", as_of=moment())


def test_both_moments_hold_together(client):
    _claim, then = entered()
    make.make_claim(asserted_on="2023-05-01", statement="Said later, entered later.")
    make.make_claim(asserted_on="2022-01-01", statement="Said early, entered later.")

    both = shown(client, "/countries/it/", as_of=then, said_by="2022-12-31")
    one = shown(client, "/countries/it/", said_by="2022-12-31")

    assert ("The sentence of then." in both, "entered later" in both) == (True, False)
    assert ("Said early, entered later." in one, "Said later, entered later." in one) == (True, False)


def test_a_file_that_is_sent_as_it_is_read_is_read_from_then(client):
    claim, then = entered()
    answer = client.get("/claims.csv", {"as_of": then})
    changed(claim)

    (row,) = csv.DictReader(io.StringIO(text_of(answer)))

    assert (row["statement"], row["speaker"]) == ("The sentence of then.", "Speaker then")


def test_the_permanent_address_that_a_page_offers_reads_the_same_when_everything_has_changed(client):
    claim, _then = entered()
    box = part(shown(client, "/countries/it/"), 'id="cite"')
    (address,) = [link["href"] for link in tags(box, "a") if "as_of=" in link["href"]]

    time.sleep(1)  # the address names the second, which is read to its end
    changed(claim)

    html = text_of(client.get(address))
    assert "The sentence of then." in html
    assert "today." not in words(html).replace("as it is today", "")


def test_a_reader_is_told_while_the_past_is_being_rebuilt(client):
    _claim, then = entered()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA as_of CASCADE")

    answer = client.get("/countries/it/", {"as_of": then})

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Try again soon." in text_of(answer)
