"""What files say of themselves, and copies that say nothing."""

import struct
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from mutagen.id3 import ID3, TIT2, TPE1, TSSE
from PIL import Image, ImageChops, PngImagePlugin

from sources.models import PreservedFile
from sources.reading import NotStrippable, strip
from tests.factories import make_file
from tests.reading.making import (
    changed_pdf,
    gps_exif,
    make_docx,
    make_image,
    make_letter,
    make_pdf,
    make_wacz,
    make_warc,
    read,
    rezipped,
)

pytestmark = pytest.mark.django_db

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
xmp:CreatorTool="A program of Anna"><dc:creator><rdf:Seq><rdf:li>Anna Example</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def stripped(content: bytes) -> tuple[bytes, list[str]]:
    copy = strip(make_file(content=content))
    with copy.content as file:
        return file.read(), copy.removed


def pdf_of_anna() -> bytes:
    """A PDF with everything that a program can leave in one, and a photograph with a place."""
    out = BytesIO()
    photograph = make_image(exif=gps_exif())
    with pikepdf.open(BytesIO(make_pdf("Words of the page."))) as document:
        document.docinfo["/Author"], document.docinfo["/Company"] = "Anna Example", "Example Press"
        document.docinfo["/CreationDate"], document.docinfo["/Title"] = "D:20221203100000+01'00'", "A title"
        document.Root.Metadata = pikepdf.Stream(document, XMP.encode(), Type=pikepdf.Name.Metadata)
        page = document.pages[0]
        page.obj.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=pikepdf.String("Anna Example")))
        page.obj.Thumb = pikepdf.Stream(document, photograph, Filter=pikepdf.Name.DCTDecode)
        comment = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
            T=pikepdf.String("Anna Example"), Contents=pikepdf.String("Is this so?"),
        )  # fmt: skip
        page.obj.Annots = pikepdf.Array([document.make_indirect(comment)])
        image = pikepdf.Stream(
            document, photograph, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=30,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page.add_resource(image, pikepdf.Name.XObject)
        document.attachments["notes.txt"] = b"Notes of Anna Example"
        document.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def box(name: bytes, *content: bytes) -> bytes:
    inner = b"".join(content)
    return struct.pack(">I4s", len(inner) + 8, name) + inner


def film_of_a_phone() -> bytes:
    place, model = b"+45.4642+009.1900/", b"Phone X1 of Anna Example"
    keys = [b"com.apple.quicktime.model"]
    named = struct.pack(">II", 0, len(keys)) + b"".join(
        struct.pack(">I4s", len(key) + 8, b"mdta") + key for key in keys
    )
    return (
        box(b"ftyp", b"mp42", bytes(4), b"mp42")
        + box(
            b"moov",
            box(b"mvhd", bytes(4), struct.pack(">II", 3_800_000_000, 3_800_000_000), bytes(88)),
            box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place)),
            box(b"meta", box(b"keys", named), box(b"ilst", box(b"\0\0\0\1", box(b"data", bytes(8), model)))),
        )
        + box(b"mdat", b"the pictures themselves")
    )


def song_of_anna() -> bytes:
    frames = (b"\xff\xfb\x90\x00" + bytes(413)) * 20
    out = BytesIO(frames)
    tags = ID3()
    for tag in (TPE1(text="Anna Example"), TIT2(text="A title"), TSSE(text="A program of Anna")):
        tags.add(tag)
    tags.save(out)
    return out.getvalue() + b"TAG" + b"A title".ljust(30) + b"Anna Example".ljust(30) + bytes(65)


def png_of_anna() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Anna Example")
    said.add_itxt("XML:com.adobe.xmp", XMP)
    return make_image("PNG", pnginfo=said, exif=gps_exif())


def jpeg_of_anna() -> bytes:
    photograph = make_image(exif=gps_exif(), comment=b"Comment of Anna Example", xmp=XMP.encode())
    return photograph + b"a short film that the phone hid behind the picture, of Anna Example"


OF_ANNA: dict[str, Callable[[], bytes]] = {
    "pdf": pdf_of_anna,
    "jpeg": jpeg_of_anna,
    "png": png_of_anna,
    "mp3": song_of_anna,
    "mp4": film_of_a_phone,
}


def test_a_pdf_says_who_made_it_with_what():
    found = dict(read(pdf_of_anna()).properties)

    assert found["Author"] == "Anna Example"
    assert found["Company"] == "Example Press"
    assert found["Created"] == "2022-12-03 10:00:00 +01:00"
    assert found["Made with"] == "A program of Anna"


@pytest.mark.parametrize("make", [jpeg_of_anna, png_of_anna])
def test_a_photograph_says_who_took_it_with_what_and_where(make):
    found = dict(read(make()).properties)

    assert found["Author"] == "Anna Example"
    assert found["Device"] == "Phones X1"
    assert found["Place (latitude, longitude)"] == "45.46420, 9.19000"


def test_a_word_file_says_who_wrote_it_and_for_whom():
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Writer</Application><Company>Example Press</Company></Properties>"
    )
    found = dict(read(rezipped(make_docx("x", author="Anna Example"), docProps__app_dot_xml=app.encode())).properties)

    assert found["Author"] == "Anna Example"
    assert (found["Made with"], found["Company"]) == ("Writer", "Example Press")


def test_a_song_says_who_made_it():
    found = read(song_of_anna())

    assert found.title == "A title"
    assert dict(found.properties)["Author"] == "Anna Example"
    assert found.outcome == "no_text"


def test_a_film_says_where_it_was_taken_and_with_what():
    found = dict(read(film_of_a_phone()).properties)

    assert found["Place (latitude, longitude)"] == "45.46420, 9.19000"
    assert found["Device"] == "Phone X1 of Anna Example"


def test_a_letter_says_with_what_it_was_written():
    letter = make_letter("Words.", **{"X-Mailer": "A program", "X-Originating-IP": "[192.0.2.1]"})

    found = read(letter.as_bytes())

    assert found.properties == [["Made with", "A program"], ["Sent from the address", "[192.0.2.1]"]]


@pytest.mark.parametrize("kind", OF_ANNA)
def test_a_stripped_copy_says_nothing_of_itself(kind):
    copy, removed = stripped(OF_ANNA[kind]())

    found = read(copy)
    assert found.properties == []
    assert found.title == ""
    assert found.problem == ""
    assert removed
    assert b"Anna" not in copy
    assert b"+45.4642" not in copy


@pytest.mark.parametrize("kind", OF_ANNA)
def test_a_stripped_copy_can_be_stripped_again_and_stays_the_same(kind):
    copy, _ = stripped(OF_ANNA[kind]())

    again, removed = stripped(copy)

    assert again == copy
    assert removed == []


def test_a_stripped_pdf_keeps_its_words_and_comments():
    copy, removed = stripped(pdf_of_anna())

    assert read(copy).text == "Words of the page."
    assert b"Is this so?" in changed_pdf(copy, compress_streams=False)
    assert {"Author", "Title", "Attached files", "Thumbnails of pages", "Author of comments"} <= set(removed)
    assert "Properties of pictures on the pages" in removed


@pytest.mark.parametrize("make", [jpeg_of_anna, png_of_anna])
def test_a_stripped_photograph_keeps_every_dot_and_stays_the_right_way_up(make):
    original = make()

    copy, _ = stripped(original)

    before, after = Image.open(BytesIO(original)), Image.open(BytesIO(copy))
    assert ImageChops.difference(before, after).getbbox() is None
    assert before.format == after.format
    if after.format == "JPEG":
        assert after.getexif() == {0x0112: 6}


def test_a_stripped_film_keeps_its_pictures_where_they_were():
    original = film_of_a_phone()

    copy, _ = stripped(original)

    assert len(copy) == len(original)
    assert copy.index(b"the pictures themselves") == original.index(b"the pictures themselves")


def test_a_stripped_song_keeps_its_sound():
    copy, _ = stripped(song_of_anna())

    assert copy == (b"\xff\xfb\x90\x00" + bytes(413)) * 20


@pytest.mark.parametrize("content", [b"Plain words.", b"<html><p>Words of Anna</html>"])
def test_text_and_pages_are_given_out_as_they_are(content):
    assert stripped(content) == (content, [])


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_docx("Words."),
        lambda: make_letter("Words.").as_bytes(),
        lambda: make_warc([("https://press.example/a", 200, {}, b"<p>x")]),
        lambda: make_wacz(make_warc([])),
        lambda: make_image("TIFF"),
        lambda: b"",
        lambda: b"%PDF-1.7\n",
        lambda: changed_pdf(make_pdf("x"), encryption=pikepdf.Encryption(owner="x", user="y")),
    ],
    ids=["docx", "letter", "warc", "wacz", "tiff", "empty", "broken", "locked"],
)
def test_what_cannot_be_stripped_is_refused_in_a_sentence(make):
    with pytest.raises(NotStrippable, match=r"^[A-Z].+ so it is not released\.$"):
        strip(make_file(content=make()))


def test_stripping_leaves_the_preserved_original_alone():
    file = make_file(content=jpeg_of_anna())

    with strip(file).content:
        assert PreservedFile.objects.count() == 1
    assert dict(read(jpeg_of_anna()).properties)["Author"] == "Anna Example"
