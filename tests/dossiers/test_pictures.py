"""Pictures of a dossier: small maps, the timeline, the ways of accounts; each with words, the same in every format."""

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx as python_docx
import pytest

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.pictures import every, maps
from dossiers.pictures.ways import MOST_WAYS, ways
from dossiers.plain import Chain
from dossiers.sheets import MapPart
from tests.dossiers import given, readers
from tests.dossiers.readers import squashed, text_of
from tests.factories import make_agreement, make_claim, make_country, make_name, make_place, make_station

FOR_READERS = ["pdf", "docx", "odt", "html", "epub", "md"]
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture):
    return ElementTree.fromstring(picture.svg)  # noqa: S314 - drawn here


def sheet_of(**fields):
    """The only sheet of a dossier in which one statement is about a station with these fields."""
    country = make_country()
    make_claim(subject=make_station(**fields))
    (sheet,) = dossier_of(country, made_at=given.NOON).sheets
    return sheet


@pytest.fixture
def dossier(db):
    place = make_place(label="Rome", latitude="41.89", longitude="12.48", precision="city")
    station = make_station(place=place, label="A station in Rome", precision="exact_withheld")
    make_name(subject=station, name="警侨事务海外服务站")
    make_claim(subject=station, statement="Somebody says so.")
    make_claim(subject=make_agreement(label="An accord"), statement="It was signed.")
    return dossier_of(make_country(), made_at=given.NOON)


@pytest.mark.parametrize("suffix", FOR_READERS)
def test_every_format_has_a_sheet_for_each_station_and_agreement(suffix, dossier):
    text = squashed(text_of(suffix, FORMATS[suffix].render(dossier)))

    for sheet in dossier.sheets:
        words = [sheet.label, sheet.inside, sheet.detail, sheet.map_words, *sheet.lines]
        words += [name.text for name in sheet.names]
        words += [part for one in sheet.said for part in (one.speaker, one.verb, one.sentence, one.question)]
        for part in words:
            assert squashed(part) in text


def test_a_ring_stands_around_the_place_and_never_on_an_address(dossier):
    station = dossier.sheets[0]

    assert station.map == MapPart("IT", "place", 41.89, 12.48)
    assert station.map_words == "The ring is around Rome. It marks a place, never an address."
    assert len(parsed(every.pictures_of(dossier)[f"map-{station.slug}"]).findall(f"{SVG}circle")) == 1


def test_an_agreement_marks_nothing_in_its_country(dossier):
    agreement = dossier.sheets[1]

    assert agreement.map == MapPart("IT", "country", None, None)
    assert not parsed(every.pictures_of(dossier)[f"map-{agreement.slug}"]).findall(f"{SVG}circle")


@pytest.mark.django_db
def test_a_region_has_a_wide_and_broken_ring():
    region = make_place(label="Sicily", latitude="37.50", longitude="14.00", precision="region")

    sheet = sheet_of(place=region, precision="region")

    assert sheet.map.reach == "region"
    (ring,) = parsed(maps.picture(sheet.map, "")).findall(f"{SVG}circle")
    assert float(ring.get("r")) > maps.RINGS["place"]
    assert ring.get("stroke-dasharray")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("precision", "words"),
    [("unknown", "Not known, so no map is drawn."), ("none_by_nature", "It has no fixed place, so no map is drawn.")],
)
def test_where_no_place_is_known_no_map_is_drawn_and_the_sheet_says_so(precision, words):
    place = make_place(latitude="41.89", longitude="12.48")

    sheet = sheet_of(place=place, precision=precision)

    assert (sheet.map, sheet.map_words) == (None, words)


@pytest.mark.django_db
def test_where_only_the_country_is_given_nothing_in_it_is_marked():
    place = make_place(latitude="41.89", longitude="12.48")

    assert sheet_of(place=place, precision="country").map.latitude is None


@pytest.mark.django_db
def test_a_country_without_an_outline_has_sheets_without_a_map():
    country = make_country(code="ZZ")
    make_claim(subject=make_station(country=country))

    (sheet,) = dossier_of(country, made_at=given.NOON).sheets

    assert sheet.map is None
    assert sheet.map_words == "No outline of its country is held here, so no map is drawn."


@pytest.mark.django_db
def test_of_a_station_of_which_only_drafts_speak_there_is_no_sheet():
    make_claim(subject=make_station(label="Secret so far"), published=False)

    assert dossier_of(make_country(), made_at=given.NOON).sheets == ()


def test_every_map_keeps_within_its_frame():
    for code in maps.outlines():
        drawn = maps.picture(MapPart(code, "country", None, None), "")
        numbers = [tuple(map(float, pair.split())) for pair in re.split("[MLZ]+", parsed(drawn)[1].get("d")) if pair]

        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in numbers), code
        assert max(drawn.width, drawn.height) <= maps.SIZE + 1


def test_the_ways_of_a_speaker_are_drawn_from_the_speaker_down_to_what_was_read():
    chains = [Chain(("The Daily", "The Agency", "A Ministry"), False, True, (1, 3)),
              Chain(("The Weekly", "A Ministry"), True, False, (2,))]  # fmt: skip

    ((speaker, picture),) = ways(chains)

    texts = [line.text for line in parsed(picture).iter(f"{SVG}text")]
    assert speaker == "A Ministry"
    assert texts == [
        "A Ministry", "The Agency", "The Daily", "notes 1, 3", "The Weekly", "note 2", "a loop", "origin not stated",
    ]  # fmt: skip
    assert picture.words == (
        "How what A Ministry says reached this record: A Ministry → The Agency → The Daily (notes 1, 3). "
        "A Ministry → The Weekly (note 2)."
    )


def test_many_ways_of_one_speaker_are_drawn_in_several_pictures():
    chains = [Chain((f"Paper {number}", "A Ministry"), False, True, (number,)) for number in range(1, 20)]

    drawn = [picture for _speaker, picture in ways(chains)]

    assert len(drawn) == -(-len(chains) // MOST_WAYS)
    for number in range(1, 20):
        assert sum(f"Paper {number} (" in picture.words for picture in drawn) == 1


def test_what_is_typed_changes_no_drawing():
    typed = "<script>x</script> & \"quoted\" 'so'"
    pictures = every.pictures_of(given.dossier(typed))

    assert pictures
    for picture in pictures.values():
        assert {element.tag.removeprefix(SVG) for element in parsed(picture).iter()} <= {
            "svg", "rect", "path", "text", "line", "circle", "defs", "linearGradient", "stop",
        }  # fmt: skip


@pytest.mark.parametrize("suffix", ["docx", "html", "epub", "odt"])
def test_every_picture_stands_in_the_format_with_its_words(suffix):
    dossier = given.dossier()
    pictures = every.pictures_of(dossier)

    found = [squashed(words) for words in alternatives(suffix, FORMATS[suffix].render(dossier))]

    assert "timeline" in pictures
    for picture in pictures.values():
        assert squashed(picture.words) in found


def alternatives(suffix, content):
    """The words that stand for pictures."""
    if suffix == "docx":
        return [node.get("descr") or "" for node in python_docx.Document(io.BytesIO(content)).element.body.iter(DRAWN)]
    if suffix == "html":
        return images_of([content.decode()])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if suffix == "odt":
            root = ElementTree.fromstring(parts.read("content.xml"))  # noqa: S314 - made by the test itself
            described = [node for node in root.iter() if node.tag.endswith(("}title", "}desc"))]
            return ["".join(node.itertext()) for node in described]
        return images_of([parts.read(name).decode() for name in parts.namelist() if name.endswith(".xhtml")])


def images_of(pages):
    """The words of the images of some pages."""
    found = []
    for page in pages:
        parser = Images()
        parser.feed(page)
        found += parser.words
    return found


class Images(HTMLParser):
    """Collects the words that stand for images."""

    def __init__(self):
        super().__init__()
        self.words = []

    def handle_starttag(self, tag, attrs):
        """Take the words of an image."""
        if tag == "img":
            self.words.append(dict(attrs).get("alt") or "")


def test_word_gets_pictures_that_every_version_draws():
    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].render(given.dossier()))) as parts:
        media = [name for name in parts.namelist() if name.startswith("word/media/")]
        beginnings = {parts.read(name)[:4] for name in media}

    assert len(media) == len(every.pictures_of(given.dossier()))
    assert beginnings == {b"\x89PNG"}


def test_the_pictures_of_the_pdf_have_words_as_well():
    content = FORMATS["pdf"].render(given.dossier())
    root = readers.pdf(content).trailer["/Root"]["/StructTreeRoot"]

    found = {squashed(str(node["/Alt"])) for node in nodes(root) if "/Alt" in node}

    assert {squashed(picture.words) for picture in every.pictures_of(given.dossier()).values()} <= found


def nodes(node):
    """The elements of a PDF's structure."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from nodes(kid)
