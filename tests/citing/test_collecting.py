"""What collectors of reference managers read on pages names the same sources as the pages do, and no others."""

from dataclasses import replace
from urllib.parse import parse_qs

import lxml.html
import pytest

from sources.bibliography.reading import read
from sources.choices import CslType
from sources.citing.collecting import context_object, meta_tags
from sources.citing.files import FILES, Record
from tests import factories as make
from tests.citing import given, readers
from tests.citing.test_files import WHOLE
from tests.moments.scene import now, text_of
from tests.rules.test_visibility import RESTRICTED
from web.edtf import parse
from web.typed import one_line

PAGES = ("/sources/", "/claims/", "/sources/shown-one/")


def keys(document):
    return parse_qs(context_object(document), strict_parsing=True)


@pytest.mark.parametrize("kind", CslType.values)
def test_each_kind_of_document_is_named_by_its_openurl(kind):
    found = keys(replace(WHOLE, csl_type=kind))
    everything = [value for values in found.values() for value in values]

    assert found["ctx_ver"] == ["Z39.88-2004"]
    assert found["rft.au"] == ["A. Writer", "The Desk"]
    assert found["rft.date"] == ["2022-12-03"]
    assert "https://daily.example/1" in found["rft_id"]
    assert "One title" in everything
    expected = {"article-journal": "journal", "book": "book"}.get(kind, "dc")
    assert found["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{expected}"]
    assert ("The Journal" in everything) == (kind != "book")


def test_a_doi_is_an_identifier_of_its_own():
    assert "info:doi/10.1234/abc.5" in keys(replace(WHOLE, number="https://doi.org/10.1234/abc.5"))["rft_id"]


@pytest.mark.parametrize("kind", given.HOSTILE)
def test_hostile_words_stay_words(kind):
    hostile = given.hostile(kind)
    found, tags = keys(hostile), dict(meta_tags(hostile))

    assert found["rft.title"] == [one_line(given.HOSTILE[kind])] == [tags["DC.title"]]
    assert set(found) <= {
        "ctx_ver", "rft_val_fmt", "rft.type", "rft.title", "rft.publisher", "rft.identifier", "rft.au", "rft.date",
        "rft.language", "rft_id",
    }  # fmt: skip


def test_a_date_is_no_more_exact_than_it_is_known():
    assert keys(given.dated("2022~"))["rft.date"] == ["ca. 2022"]
    assert "citation_publication_date" not in dict(meta_tags(given.dated("2022~")))
    assert dict(meta_tags(given.dated("2022-12")))["citation_publication_date"] == "2022/12"


def test_what_has_no_title_is_named_in_brackets():
    assert keys(given.NOTHING)["rft.title"] == ["[Untitled page]"]


def test_our_own_import_reads_zotero_rdf_as_what_was_written():
    documents = [
        replace(WHOLE, slug=f"kind-{kind}", title=f"Title {place:02}", csl_type=kind, issued=parse(issued))
        for (place, kind), issued in zip(
            enumerate(CslType.values),
            ["2022-12-03", "2022-12", "2022~", "2016/2018", "2015/..", "[2018..2019]"] * 3,
            strict=True,
        )
    ]
    text = "".join(FILES["rdf"].pieces(map(Record, documents)))

    found = read(text.encode())

    for one, document in zip(found, documents, strict=True):
        assert not one.doubts
        assert (one.csl_type, one.title, one.authors, one.publisher, one.container_title, one.language) == (
            document.csl_type, document.title, document.authors, document.publisher, document.container_title, "it",
        )  # fmt: skip
        assert (one.issued, one.accessed, one.url, one.archive_url, one.number) == (
            document.issued.text, "2026-11-20", document.url, document.archive_url, "No 5",
        )  # fmt: skip


def test_a_doi_is_read_back_from_zotero_rdf():
    text = "".join(FILES["rdf"].pieces([Record(replace(WHOLE, number="doi:10.1234/abc"))]))

    assert read(text.encode())[0].doi == "10.1234/abc"


@pytest.fixture
def shown(db):
    publisher = make.make_party(name="The House & Sons")
    source = make.make_source(title='Shown "one"', slug="shown-one", publisher=publisher, issued="2022-12-03")
    claims = [make.make_claim(citation=make.make_citation(source=source)) for _time in range(2)]
    make.make_claim(citation=make.make_citation(source=make.make_source(title="A draft")), published=False)
    make.make_claim(citation=make.make_citation(source=make.make_source(title="Kept from others", **RESTRICTED)))
    return claims


@pytest.mark.parametrize("page", [*PAGES, "claim"])
def test_pages_name_what_they_show_once(client, shown, page):
    address = shown[0].get_absolute_url() if page == "claim" else page

    (found,) = readers.coins(client.get(address).content)

    assert (found["rft.title"], found["rft.publisher"]) == (['Shown "one"'], ["The House & Sons"])


@pytest.mark.parametrize("page", [*PAGES, "/countries/it/", "claim"])
def test_the_head_of_a_page_leads_to_files_that_hold_the_same(client, shown, page):
    address = shown[0].get_absolute_url() if page == "claim" else page
    tree = lxml.html.document_fromstring(client.get(address).content)
    types = [one.media_type.partition(";")[0] for one in FILES.values()]
    # Other forms of a page stand there as well: its feed, what embeds it.
    links = [link for link in tree.xpath("//head/link[@rel='alternate']") if link.get("type") in types]

    assert [link.get("type") for link in links] == types
    for link, suffix in zip(links, FILES, strict=True):
        assert [*readers.READ[suffix](text_of(client.get(link.get("href"))))] == ["shown-one"]


def test_links_of_a_list_hold_what_it_was_narrowed_to_and_its_moment(client, shown):
    moment = now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    tree = lxml.html.document_fromstring(client.get("/sources/", {"q": "shown", "as_of": moment}).content)
    links = tree.xpath("//head/link[@rel='alternate']/@href")

    assert len(links) == len(FILES)
    assert all("q=shown" in address and "as_of=" in address for address in links)


def test_the_page_of_one_source_has_its_meta_tags_and_other_pages_have_none(client, shown):
    tree = lxml.html.document_fromstring(client.get("/sources/shown-one/").content)
    tags = {tag.get("name"): tag.get("content") for tag in tree.xpath("//head/meta[@name]")}

    assert (tags["DC.title"], tags["citation_title"]) == ('Shown "one"', 'Shown "one"')
    assert (tags["DC.publisher"], tags["citation_publication_date"]) == ("The House & Sons", "2022/12/03")
    assert b"citation_title" not in client.get("/sources/").content
