"""What readers may not see stands on no page, in no list, search, file or dossier."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests import factories as make
from tests.moments import scene
from tests.rules.test_visibility import CLAIMS, READERS, RESTRICTED

pytestmark = pytest.mark.django_db

# Open to readers, and about no statement, passage or source.
ABOUT_NOTHING = {
    "web:healthz",
    "web:readyz",
    "claims:method",
    "dossiers:schema",
    "claims:from_elsewhere",
    "claims:manifest",
    "claims:robots",
    "claims:opensearch",
    "api:schema",
    "api:docs",
}
LISTS_OF_THE_API = ["countries", "stations", "agreements", "questions", "claims", "sources", "parties", "searches"]
SUFFIXES = ["csv", "json"]
DOSSIERS = ["html", "md", "csv", "json"]
REFERENCES = ["bib", "bibtex", "ris", "rdf", "csljson"]
HIDDEN, SHOWN = "zqhidden", "zqshown"


def say_something_of_each_kind():
    """One statement of each kind about one station in Italy; its words say whether readers may see it."""
    make.make_network()
    station, question, speaker = make.make_station(), make.make_question(), make.make_party()
    claims = {}
    for kind, make_row in CLAIMS.items():
        word = SHOWN if kind in READERS else HIDDEN
        claim = make_row()
        type(claim).objects.filter(pk=claim.pk).update(
            subject=station,
            subject_kind=station.kind,
            country=station.country,
            question=question,
            asserted_by=speaker,
            statement=f"A {word} sentence, {kind}.",
            public_note=f"A {word} note.",
        )
        type(claim.citation).objects.filter(pk=claim.citation.pk).update(exact=f"These {word} words.")
        claims[kind] = claim
    judge_whether_it_is_one_place_with_others(station, claims)
    return claims


def judge_whether_it_is_one_place_with_others(station, claims):
    """Each statement says it of a station in reach; one says it of a station of which readers learn nothing."""
    other, secret = make.make_station(), make.make_station(label=f"A {HIDDEN} station")
    make.make_claim(subject=other)
    make.make_claim(subject=secret, published=False)
    for kind, claim in claims.items():
        word = SHOWN if kind in READERS else HIDDEN
        back = {"withdrawn_at": make.NOON, "withdrawn_reason": f"A {word} mistake."} if kind == "draft" else {}
        make.make_same_place(station, other, claim=claim, reason=f"A {word} reason.", **back)
    make.make_same_place(station, secret, claim=claims["published"], reason=f"A {HIDDEN} reason.")
    make.make_same_place(
        station, secret, claim=claims["published"], withdrawn_at=make.NOON, withdrawn_reason=f"A {HIDDEN} mistake."
    )


def addresses(claims):
    """Every place in which a statement, its passage or its source could stand."""
    claim = claims["published"]
    claim.refresh_from_db()
    source, station = claim.citation.source, claim.subject
    lists = ["countries", "stations", "agreements", "questions", "claims", "sources", "parties", "searches"]
    yield from ["/", "/countries/it/", "/countries/it/dossier/", f"/stations/{station.slug}/"]
    yield from [f"/subjects/{station.parent.slug}/", f"/questions/{claim.question.slug}/"]
    yield from [f"/parties/{claim.asserted_by.slug}/", f"/sources/{source.slug}/", f"/claims/{claim.ref}/"]
    yield from ["/subjects/network/", "/countries/it/?year=2022", f"/stations/{station.slug}/?year=2022"]
    yield from (f"/{name}/" for name in lists)
    yield from (f"/{name}.{suffix}" for name in lists for suffix in SUFFIXES)
    yield from (f"/countries/it/dossier.{suffix}" for suffix in DOSSIERS)
    yield "/countries/it/dossier/since/"
    yield from rows_and_conflicts(claim)
    yield from added_and_taken_back()
    yield from evidence_of(claim)
    yield from ("/countries/it/?said_by=2022-12-03", "/claims/?said_by=2022-12-02", "/?said_by=2022-12")
    yield from ("/countries/it/changes/?since=2020", "/countries/it/changes.atom?since=2020")
    yield from ("/claims/?said_by=2022-12-02&dated=unclear", "/sources/?said_by=2023")
    yield from ("/corrections/", "/corrections/log/", *(f"/corrections/log.{each}" for each in ("csv", "json", "atom")))
    yield from (f"/corrections/?about={claim.get_absolute_url()}", f"/corrections/log/?statement={claim.ref}")
    yield from (f"/{page}.{suffix}" for page in ("claims", "sources") for suffix in REFERENCES)
    yield from (f"/{page}.json" for page in ("countries/it/sources", f"sources/{source.slug}"))
    yield f"/claims/{claim.ref}/prov.json"
    yield from (f"/claims/{claim.ref}/footnote.txt", f"/claims/{claim.ref}/footnote.txt?style=chicago")
    yield from (
        "/data/",
        "/data/releases/",
        "/data/datapackage.json",
        "/data/metadata.json",
        "/claims.jsonl",
        "/claims.geojson",
    )
    yield from (f"/data/{what}.{suffix}" for what in ("dictionary", "codebook") for suffix in SUFFIXES)
    yield from ("/sitemap.xml", *(f"/sitemap-{name}.xml" for name in ("claims", "sources", "parties")), "/claims.atom")
    yield from ("/embed/countries/it/", "/embed/map/", "/oembed?url=http://testserver/countries/it/")
    yield from ("/data/on-record.ftm.json", "/countries/it/on-record.ftm.json")
    yield from ("/verify/", f"/verify/?sha256={'0' * 64}")
    yield from for_programs(claim)
    yield from ("/claims/?state=withdrawn", "/claims.csv?state=withdrawn")
    yield from ("/claims/?q=sentence", "/claims/?q=words", "/claims.csv?q=words", "/claims.json?country=it")


def for_programs(claim):
    """The lists and records of the interface, and what tells of them."""
    lists = [*LISTS_OF_THE_API, "subjects", "same-place"]
    about = {"subjects": claim.subject.parent, "stations": claim.subject, "parties": claim.asserted_by}
    about |= {"sources": claim.citation.source, "questions": claim.question, "searches": make.make_search()}
    agreement = make.make_agreement()
    make.make_claim(subject=agreement, question=make.make_question(), citation=claim.citation)
    yield from (f"/api/v1/{name}/" for name in lists)
    yield from (f"/api/v1/{name}/{row.slug}/" for name, row in {**about, "agreements": agreement}.items())
    yield from ("/api/v1/", "/api/v1/countries/it/", "/api/v1/countries/it/accounts/", f"/api/v1/claims/{claim.ref}/")
    yield from ("/api/v1/corrections/", "/api/v1/changes/?country=it", "/api/v1/changes/?country=it&since=2000-01-01")
    yield from ("/api/v1/claims/?state=withdrawn", "/api/v1/claims/?q=words", "/api/v1/claims/?said_by=2022-12-02")


def rows_and_conflicts(claim):
    """The row in which a statement stands, the whole page narrowed to its speaker, and the list of conflicts."""
    key, party, station = claim.question.slug, claim.asserted_by.slug, claim.subject.slug
    yield from (
        f"/{page}/rows/{key}{ending}" for page in ("countries/it", f"stations/{station}") for ending in ("/", ".txt")
    )
    yield from (f"/questions/{key}/rows/it{ending}" for ending in ("/", ".txt", ".svg"))
    yield from (f"/countries/it/?party={party}&order=date", f"/questions/{key}/?party={party}&conflict=yes")
    yield from (
        "/conflicts/",
        "/conflicts/?country=general",
        *(f"/conflicts.{suffix}" for suffix in ("csv", "json", "atom")),
    )


def added_and_taken_back():
    """What was added, changed and withdrawn; searches; and where somebody says that a letter has arrived."""
    yield from ("/countries/it/changes/", "/countries/it/changes/?since=2000-01-01", "/countries/it/changes.atom")
    yield from ("/searches/?country=it", f"/searches/{make.make_search().slug}/")
    yield f"/corrections/sent/{make.make_letter(text=f'A {HIDDEN} letter.').number}/"


def evidence_of(claim):
    """The passage of a statement, the copy of its source, the agreement beside it, and what is still to be found."""
    source, agreement = claim.citation.source, make.make_agreement()
    make.make_claim(subject=agreement, question=make.make_question(), citation=claim.citation)
    type(source).objects.filter(pk=source.pk).update(rights="public_record")
    capture = make.make_capture(source=source, content=b"<p>Some words.</p>")
    make.make_file_text(file=capture.file, text="Some words.")
    make.make_release(capture=capture)
    copy = f"/sources/{source.slug}/captures/{capture.pk}/"
    yield from (copy, f"{copy}file", f"/passages/{claim.citation_id}/")
    yield from (f"/passages/{claim.citation_id}.json", f"/agreements/{agreement.slug}/")
    yield from ("/sources/wanted/", "/sources/wanted.csv", "/sources/wanted/copy/", "/sources/wanted/copy.csv")


def test_every_address_that_a_reader_can_open_is_walked_here():
    walked = {resolve(urlsplit(address).path).view_name for address in addresses(say_something_of_each_kind())}
    reader = Client()

    opened = set()
    for name, address in scene.addresses(scene.italy().before).items():
        answer = reader.get(address)
        opened |= {name} if ":" in name and answer.status_code == 200 else set()
        scene.text_of(answer)  # read to its end, or a file stays open

    assert opened - walked - ABOUT_NOTHING == set()
    assert len(opened) > 30


def test_what_readers_may_not_see_stands_nowhere():
    claims = say_something_of_each_kind()
    reader = Client()
    shown = 0

    for address in addresses(claims):
        answer = reader.get(address)
        text = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert answer.status_code == 200, address
        assert HIDDEN not in text, address
        shown += SHOWN in text

    assert shown > 10


def test_the_package_of_a_dossier_holds_nothing_of_it_in_any_file():
    claims = say_something_of_each_kind()
    for _address in addresses(claims):
        pass  # copies, agreements and letters are made on the way

    content = Client().get("/countries/it/dossier.zip").content  # stored, so what stands in its files stands in it

    assert SHOWN.encode() in content
    assert HIDDEN.encode() not in content


def test_the_page_of_a_statement_that_readers_may_not_see_is_not_there():
    claims = say_something_of_each_kind()

    answers = {kind: Client().get(f"/claims/{claim.ref}/").status_code for kind, claim in claims.items()}

    gone = {"removed", "from a removed source"}
    assert answers == {kind: 200 if kind in READERS else 410 if kind in gone else 404 for kind in claims}


def test_the_page_of_a_restricted_source_is_not_there():
    source = make.make_source(title=f"A {HIDDEN} title", **RESTRICTED)
    make.make_claim(citation=make.make_citation(source=source))

    assert Client().get(f"/sources/{source.slug}/").status_code == 404
    for address in ["/sources/", "/sources.csv", f"/sources/?q={HIDDEN}"]:
        answer = Client().get(address)
        listed = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert f"A {HIDDEN} title" not in listed, address


def test_the_pages_of_whoever_runs_the_site_tell_readers_nothing_and_the_desk_nothing_of_the_work():
    claims = say_something_of_each_kind()
    contributor = Client()
    contributor.force_login(make.make_user())
    pages = {name: at for name, at in scene.addresses(scene.italy().before).items() if name.startswith("operations:")}

    for name, address in pages.items():
        for method in (Client().get, Client().post):
            answer = method(address)
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/accounts/login/"), name
    for address in ("/work/", "/work/1/again/", "/audit/", "/audit/people/1/"):
        answers = [contributor.get(address), contributor.post(address)]
        assert {answer.status_code for answer in answers} <= {403, 405}
        assert not any(HIDDEN in answer.content.decode() for answer in answers)
    assert Client().get(f"/audit/claims/{claims['draft'].ref}/").status_code == 302
    assert {"operations:work_list", "operations:audit", "operations:audit_record"} <= set(pages)
