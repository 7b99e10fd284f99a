"""Lists of references in five formats say the same thing, and what is none is refused in a sentence."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bibliography.dates import edtf_of
from sources.bibliography.reading import MOST_ENTRIES, read
from sources.bibliography.reference import Reference
from sources.bibliography.refusing import NotRead
from sources.choices import CslType

BIBLATEX = r"""
@article{one, title = {Stations in {Prato} \& Rome}, author = {Rossi, Anna and {The Desk}}, entrysubtype = {newspaper},
  journaltitle = {Il Giornale di Prova}, date = {2022-12-05}, url = {https://press.example/a?b=1&c=2},
  urldate = {2023-01-02}, langid = {italian}}
@report{two, title = {A Report}, institution = {An Institute}, date = {2018/2019}, doi = {10.1234/ABC.5}, type = {x}}
@online{three, url = {https://press.example/only}, date = {2022-12~}}
"""
RIS = """TY  - NEWS
TI  - Stations in Prato & Rome
AU  - Rossi, Anna
AU  - The Desk
T2  - Il Giornale di Prova
DA  - 2022/12/05/
Y2  - 2023/01/02/
UR  - https://press.example/a?b=1&c=2
LA  - it
ER  - \r\n
TY  - RPRT
TI  - A Report
PB  - An Institute
PY  - 2018
DO  - 10.1234/ABC.5
ER  - \r\n
"""
ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
 <bib:Article rdf:about="https://press.example/a?b=1&amp;c=2">
  <z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf><bib:Newspaper><dc:title>Il Giornale di Prova</dc:title></bib:Newspaper></dcterms:isPartOf>
  <bib:authors><rdf:Seq>
   <rdf:li><foaf:Person><foaf:surname>Rossi</foaf:surname><foaf:givenName>Anna</foaf:givenName></foaf:Person></rdf:li>
   <rdf:li><foaf:Person><foaf:surname>The Desk</foaf:surname></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <link:link rdf:resource="#item_1"/>
  <dc:identifier><dcterms:URI><rdf:value>https://press.example/a?b=1&amp;c=2</rdf:value></dcterms:URI></dc:identifier>
  <dc:title>Stations in Prato &amp; Rome</dc:title><dc:date>2022-12-05</dc:date><z:language>it-IT</z:language>
  <dcterms:dateSubmitted>2023-01-02 10:11:12</dcterms:dateSubmitted>
 </bib:Article>
 <z:Attachment rdf:about="#item_1"><z:itemType>attachment</z:itemType><dc:title>Snapshot</dc:title></z:Attachment>
 <bib:Report rdf:about="#item_2"><z:itemType>report</z:itemType><dc:title>A Report</dc:title>
  <dc:publisher><foaf:Organization><foaf:name>An Institute</foaf:name></foaf:Organization></dc:publisher>
  <dc:identifier>DOI 10.1234/ABC.5</dc:identifier><dc:date>2018</dc:date></bib:Report>
</rdf:RDF>"""
ARTICLE = Reference(
    place=1,
    csl_type=CslType.ARTICLE_NEWSPAPER,
    title="Stations in Prato & Rome",
    authors="Anna Rossi; The Desk",
    container_title="Il Giornale di Prova",
    issued="2022-12-05",
    accessed="2023-01-02",
    language="it",
    url="https://press.example/a?b=1&c=2",
)
REPORT = Reference(
    place=2, csl_type=CslType.REPORT, title="A Report", publisher="An Institute", issued="2018", number="10.1234/ABC.5"
)
CSL = json.dumps(
    [
        {
            "id": "x", "type": "article-newspaper", "title": ARTICLE.title, "container-title": "Il Giornale di Prova",
            "author": [{"family": "Rossi", "given": "Anna"}, {"literal": "The Desk"}],
            "issued": {"date-parts": [["2022", 12, 5]]}, "accessed": {"raw": "2 January 2023"}, "language": "it",
            "URL": ARTICLE.url,
        },
        {"type": "report", "title": "A Report", "publisher": "An Institute", "issued": {"date-parts": [[2018]]},
         "DOI": "10.1234/ABC.5"},
    ]
)  # fmt: skip


def test_every_format_says_the_same():
    assert read(CSL.encode()) == [ARTICLE, REPORT]
    assert read(RIS.encode()) == [replace(ARTICLE, authors="Rossi, Anna; The Desk"), REPORT]

    # Titles are sorted, as a graph has no order.
    report, article = read(ZOTERO.encode())
    assert (replace(article, place=1), replace(report, place=2)) == (replace(ARTICLE, language="it-IT"), REPORT)

    article, report, page = read(BIBLATEX.encode())
    assert article == ARTICLE
    assert report == replace(REPORT, issued="2018/2019")
    assert (page.title, page.issued, page.can_be_told_apart) == ("", "2022-12~", True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding):
    text = RIS.replace("Il Giornale di Prova", "Газета для проверки чтения заголовков")

    assert read(text.encode(encoding))[0].container_title == "Газета для проверки чтения заголовков"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"Dear editor, here is my list.", "no list of references"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no list of references"),
        (b"[1, 2]", "no list of references in CSL-JSON"),
        (b'[{"title": "x"', "begins like JSON"),
        (b"[" * 100_000, "begins like JSON"),
        (b"[]", "No reference stands"),
        (b"@article{one, title = {A {title", "begins in line 1 is not well-formed BibTeX"),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a>', "begins like RDF"),
        (
            b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>',
            "entities of its own",
        ),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (json.dumps([{"title": "x"}] * (MOST_ENTRIES + 1)).encode(), f"holds {MOST_ENTRIES + 1} references"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, words):
    with pytest.raises(NotRead, match=words):
        read(content)


def test_an_entry_says_what_of_it_was_left_out():
    [one] = read(json.dumps([{
        "type": "hologram", "title": "T" * 501, "URL": "javascript:alert(1)", "issued": {"literal": "last spring"},
        "author": [{"literal": "One; Two"}, "three", {"family": "F\x00"}], "DOI": ["no"], "language": None,
    }]).encode())  # fmt: skip

    assert (one.csl_type, one.title, one.url, one.issued, one.number) == ("document", "", "", "", "")
    assert one.authors == "One, Two; F[U+0000]"
    assert not one.can_be_told_apart
    assert len(one.doubts) == 4


def test_bibtex_reads_no_file_of_this_machine():
    [one] = read(rb"@article{x, title = {\input{/etc/hostname} \include{/etc/passwd} rest}, url={file:///etc/passwd}}")

    assert "root" not in one.title
    assert one.url == ""


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"date-parts": [[2022, 12, 5]]}, "2022-12-05"),
        ({"date-parts": [["2022"]], "circa": True}, "2022~"),
        ({"date-parts": [[2018], [0]]}, "2018/.."),
        ({"date-parts": [[2022]], "season": 2}, "2022-22"),
        ({"date-parts": [[]]}, ""),
        ({"raw": "December 5, 2022"}, "2022-12-05"),
        ("5. December 2022", "2022-12-05"),
        ("Dec. 2022", "2022-12"),
        ("2022/12//", "2022-12"),
        ("2022-12-05T10:00:00Z", "2022-12-05"),
        ("last spring", "last spring"),
        (None, ""),
        (7, ""),
    ],
)
def test_dates_become_edtf(date, text):
    assert edtf_of(date) == text


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["type", "title", "author", "issued", "accessed", "URL", "DOI", "number", "language", "publisher", "custom"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), plain, max_size=6), min_size=1, max_size=3))
def test_any_json_is_read_or_refused(entries):
    for one in read(json.dumps(entries).encode()):
        assert one.url == "" or one.url.startswith("http")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"", b"@article{x, title={", b"TY  - NEWS\n", b"[{", b"<rdf:RDF>", b"\xff\xfe"]),
    st.binary(max_size=60),
)
def test_any_bytes_are_read_or_refused(begins, rest):
    with suppress(NotRead):
        assert read(begins + rest)
