"""Of a copy that is not cleared, readers see the hash, the day and the kind: asked for at every address there is."""

from io import BytesIO
from itertools import product

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from claims.models import Claim
from sources.choices import Rights
from sources.models import Source
from sources.preserving import store
from tests.factories import NOON, make_capture, make_citation, make_claim, make_file_text, make_release, make_source

pytestmark = pytest.mark.django_db(transaction=True)
PLANTED = "plantedword"
PASSAGE = "These are the exact words of the passage."
TEXT = f"{PLANTED} at the top. Far away. One more. Another. {PASSAGE} After. Then. Later. {PLANTED} at the end."
OTHERS = {"suffix": ["csv", "json", "geojson"], "kind": ["source", "party", "subject"], "sort": ["article", "book"]}


def plant(**fields: object) -> Claim:
    """A published statement from a source whose copy says the word in everything that is known of it."""
    source = make_source(slug="the-article", **fields)
    claim = make_claim(citation=make_citation(source=source, exact=PASSAGE))
    file = store.keep(BytesIO(TEXT.encode()), at=NOON)
    make_file_text(file=file, text=TEXT, title=PLANTED, properties=[["Author", PLANTED]])
    make_capture(
        source=source,
        file=file,
        exchange=store.keep(BytesIO(f"WARC/1.1 {TEXT}".encode()), at=NOON, media_type="application/warc"),
        name=f"{PLANTED}.txt",
        method="fetch",
        requested_url=f"https://press.example/{PLANTED}",
        final_url=f"https://press.example/{PLANTED}",
        http_status=200,
        http_headers=[["X-Said", PLANTED]],
        tool=PLANTED,
    )
    return claim


def patterns(resolver: URLResolver, before: str = "") -> list[tuple[str, dict[str, object]]]:
    """The addresses of the site with their blanks."""
    found = []
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found += patterns(each, here)
        elif isinstance(each, URLPattern):
            found.append((here, each.pattern.converters))
    return found


def addresses(claim: Claim) -> list[str]:
    """Every address of the site, with this statement's own values filled in."""
    source, citation = claim.citation.source, claim.citation
    capture = source.captures.get()
    blanks: dict[str, list[object]] = {
        "slug": [source.slug, claim.question.slug, claim.subject.slug],
        "pk": [capture.pk],
        "ref": [claim.ref],
        "key": [citation.pk],
        "page": [1],
        "code": [claim.country.code.lower()],
        **{name: list(values) for name, values in OTHERS.items()},
    }
    made = []
    for pattern, converters in patterns(get_resolver()):
        if pattern.startswith("accounts/") or not set(converters) <= set(blanks):
            continue
        for values in product(*(blanks[name] for name in converters)):
            address = f"/{pattern}"
            for name, value in zip(converters, values, strict=True):
                start = address.index("<")
                address = address[:start] + str(value) + address[address.index(">", start) + 1 :]
                assert name
            made.append(address)
    return made


def body(response):
    """All of an answer."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content.decode("utf-8", "replace") + str(response.headers)


def leaks(client, claim: Claim) -> tuple[list[str], int]:
    """The addresses at which the word is told, and at how many something was shown."""
    told, shown = [], 0
    for address in addresses(claim):
        response = client.get(address)
        shown += response.status_code == 200
        if PLANTED in body(response):
            told.append(address)
    return told, shown


def test_at_no_address_is_a_reader_told_what_is_in_a_copy_that_is_not_cleared(client):
    told, shown = leaks(client, plant())

    assert told == []
    assert shown > 10


def test_nor_when_it_was_opened_before_the_rights_were_taken_back(client):
    claim = plant(rights=Rights.PUBLIC_RECORD)
    make_release(capture=claim.citation.source.captures.get())
    Source.objects.update(rights=Rights.NOT_CLEARED)

    told, shown = leaks(client, claim)

    assert told == []
    assert shown > 10


def test_the_word_would_be_found_where_a_reader_may_open_the_copy(client):
    claim = plant(rights=Rights.PUBLIC_RECORD)
    make_release(capture=claim.citation.source.captures.get())

    told, _shown = leaks(client, claim)

    assert any(address.endswith("/file") for address in told)


def test_the_hash_the_day_and_the_kind_are_there_for_everybody(client):
    capture = plant().citation.source.captures.get()

    page = client.get("/sources/the-article/").content.decode()

    for words in (capture.file.sha256, "24 November 2026", "Plain text"):
        assert words in page
