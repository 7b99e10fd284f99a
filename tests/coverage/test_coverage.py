"""What a country's page says it rests on, and when it was last looked at."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.accounts.read import statements
from claims.coverage import coverage_of, last_looked
from claims.models import Claim
from sources.choices import PartyKind
from tests import factories as make
from tests.dossiers import readers
from tests.pages.reading import words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db

READER = AnonymousUser()


def at(day):
    return datetime(2026, 12, day, 12, tzinfo=UTC)


def covered():
    found = statements(Claim.objects.visible_to(READER).published())
    return coverage_of(found, {statement.ref: statement for statement in found}, "IT")


def test_statements_speakers_sources_origins_languages_and_sides_are_counted_each_on_its_own():
    ngo, paper = make.make_party(kind=PartyKind.NGO), make.make_party(kind=PartyKind.NEWS_MEDIA)
    first = make.make_claim(asserted_by=ngo, citation=make.make_citation(language="zh-Hans"))
    again = make.make_claim(asserted_by=ngo, question=first.question, citation=make.make_citation(language="zh-Hant"))
    make.make_link(again, first)
    make.make_claim(asserted_by=paper, citation=first.citation)

    found = covered()

    assert (found.statements, found.origins.speakers, found.sources, found.origins.origins) == (3, 2, 2, 2)
    assert found.languages == (("zh", 3),)
    assert found.sides == (("ngos", 2), ("media", 1))


def test_the_page_and_the_dossier_say_the_same_sentence(client):
    italy()

    sentence = "7 statements about Italy, 3 speakers, 7 sources, 3 origins, 1 language (English), 3 of 6 sides."

    assert sentence in words(html_of(client, "/countries/it/"))
    for suffix in ("pdf", "docx", "html", "md", "json"):
        dossier = client.get(f"/countries/it/dossier.{suffix}").content
        assert readers.squashed(sentence) in readers.squashed(readers.text_of(suffix, dossier)), suffix


def test_drafts_and_what_is_restricted_are_in_no_count(client):
    italy()
    before = words(html_of(client, "/countries/it/")).split(" sides.")[0]
    make.make_claim(published=False)
    make.make_claim(restricted=True, restricted_reason="A reason.")
    make.make_claim(citation=make.make_citation(source=make.make_source(restricted=True)))

    assert words(html_of(client, "/countries/it/")).split(" sides.")[0] == before


def test_it_was_last_looked_at_when_the_desk_last_dealt_with_it():
    country = make.make_country()
    assert last_looked(country, READER) is None

    make.make_search(country=country, searched_on="2026-11-01")
    assert last_looked(country, READER) == date(2026, 11, 1)
    claim = make.make_claim(reviewed_at=at(2))
    assert last_looked(country, READER) == date(2026, 12, 2)
    make.make_capture(source=claim.citation.source, captured_at=at(3))
    assert last_looked(country, READER) == date(2026, 12, 3)
    make.make_verification(claim, verified_at=at(4))
    assert last_looked(country, READER) == date(2026, 12, 4)


def test_a_search_dated_by_a_year_counts_from_its_first_day():
    country = make.make_country()
    make.make_search(country=country, searched_on="2026")

    assert last_looked(country, READER) == date(2026, 1, 1)


def test_what_readers_may_not_see_tells_them_of_no_day():
    country = make.make_country()
    hidden = make.make_claim(restricted=True, restricted_reason="A reason.", reviewed_at=at(5))
    make.make_capture(source=hidden.citation.source, captured_at=at(6))
    make.make_verification(hidden, verified_at=at(7))
    draft = make.make_claim(published=False)
    make.make_capture(source=draft.citation.source, captured_at=at(8))

    assert last_looked(country, READER) is None
    assert last_looked(country, make.make_user()) == date(2026, 12, 7)
