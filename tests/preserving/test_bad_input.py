"""Each hostile file, by name, through the upload page: a clear sentence, and the whole file or nothing at all."""

import html
import re
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import Capture, FileText, PreservedFile
from sources.preserving import store
from tests.factories import make_source, make_user
from tests.preserving.bring import NOTE, has_bytes, kept
from tests.reading.making import changed_pdf, make_docx, make_image, make_pdf, make_wacz, make_warc, rezipped

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024 * 1024
CHINESE = "外交部发言人在例行记者会上表示，有关报道完全不符合事实。" * 3
RUSSIAN = "Представитель министерства заявил, что у него нет сведений о таком участке." * 3
PAGE_IN = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'
SCRIPT = "<script>document.title = 'it ran'</script>"
NO_PAGES = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
REFUSED = "Files of this kind are not kept."
BROKEN, LOCKED = "Could not be read: damaged or cut off.", "Could not be read: locked with a password."
IN_BACKGROUND = "Reading it takes more than a moment: it goes on in the background. Look again in a few minutes."
NO_WORDS = "Not machine-checkable: a scan, or pages without text."


def words() -> bytes:
    """An ordinary PDF."""
    return make_pdf("Words. #lorem(200)")


def locked(user: str) -> bytes:
    """A PDF that opens with this password."""
    return changed_pdf(words(), encryption=pikepdf.Encryption(owner="x", user=user))


def recorded(body: bytes) -> bytes:
    """A WACZ of one page."""
    warc = make_warc([("https://press.example/a", 200, {"Content-Type": "text/html"}, body)])
    return make_wacz(warc, pages=[{"url": "https://press.example/a"}])


def blank() -> bytes:
    """A PDF of one white page."""
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


# What is sent, under which name; what the copy is said to be, and what reading it gave.
KEPT = {
    "a PDF without pages": (lambda: NO_PAGES, "a.pdf", "PDF", BROKEN),
    "a PDF of nothing but its first line": (lambda: b"%PDF-1.7\n", "a.pdf", "PDF", BROKEN),
    "a PDF of a white page": (blank, "a.pdf", "PDF", NO_WORDS),
    "a truncated PDF": (lambda: words()[:900], "a.pdf", "PDF", BROKEN),
    "a PDF that lacks its last tenth": (lambda: words()[: len(words()) * 9 // 10], "a.pdf", "PDF", BROKEN),
    "an encrypted PDF that anybody opens": (lambda: locked(""), "a.pdf", "PDF", "Text found, 1 page."),
    "a PDF with a password": (lambda: locked("y"), "a.pdf", "PDF", LOCKED),
    "a zip bomb as DOCX": (
        lambda: rezipped(make_docx("x"), word__big_dot_xml=bytes(300 * MEGABYTE)),
        "a.docx", "Word document (DOCX)", IN_BACKGROUND,
    ),
    "a zip bomb as WACZ": (
        lambda: recorded(b"<html>" + b" " * (300 * MEGABYTE)),
        "a.wacz", "Web archive (WACZ)", IN_BACKGROUND,
    ),
    "HTML with scripts": (lambda: f"<html>{SCRIPT}<p>Words.".encode(), "a.html", "Web page (HTML)", "Text found."),
    "HTML with a wrong charset": (
        lambda: PAGE_IN.format("utf-8", RUSSIAN).encode("windows-1251"),
        "a.html", "Web page (HTML)", "Text found.",
    ),
    "HTML in GB18030": (
        lambda: PAGE_IN.format("gb18030", CHINESE).encode("gb18030"),
        "a.html", "Web page (HTML)", "Text found.",
    ),
    "HTML in windows-1251": (
        lambda: PAGE_IN.format("windows-1251", RUSSIAN).encode("windows-1251"),
        "a.html", "Web page (HTML)", "Text found.",
    ),
    "HTML called .pdf": (lambda: b"<html><p>Words.", "a.pdf", "Web page (HTML)", "Text found."),
    "a PNG called .pdf": (lambda: make_image("PNG"), "a.pdf", "Picture (PNG)", "Not machine-checkable: a picture."),
}  # fmt: skip
NOT_KEPT = {
    "an empty PDF": (b"", "a.pdf", "The file is empty: there is nothing to preserve."),
    "an SVG": (f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>".encode(), "a.svg", REFUSED),
    "an SVG called .png": (f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>".encode(), "a.png", REFUSED),
    "a zip cut off": (b"PK\x03\x04" + bytes(500), "a.docx", "that is damaged or cut off: nothing in it can be found."),
}


def send(client, content: bytes, name: str):
    """Upload a file for a new source as somebody of the desk; the source, and the page that comes."""
    source = make_source()
    client.force_login(make_user())
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    response = client.post(f"/sources/{source.slug}/captures/upload/", {"file": file}, follow=True)
    return source, html.unescape(response.content.decode())


@pytest.mark.parametrize("kind", KEPT)
def test_a_hostile_file_is_kept_whole_and_what_is_in_it_is_said(client, folder, kind):
    make, name, said_to_be, reading = KEPT[kind]
    content = make()

    source, page = send(client, content, name)

    capture = Capture.objects.get(source=source)
    with store.open_bytes(capture.file) as bytes_kept:
        assert bytes_kept.read() == content
    assert kept(folder) == {capture.file.sha256}
    assert f"<span>{said_to_be}, " in page
    assert reading in page
    assert SCRIPT not in page


@pytest.mark.parametrize("kind", NOT_KEPT)
def test_a_file_that_is_refused_is_told_in_a_sentence_and_leaves_nothing(client, folder, kind):
    content, name, sentence = NOT_KEPT[kind]

    _source, page = send(client, content, name)

    assert sentence in page
    assert kept(folder) == set()
    assert not PreservedFile.objects.exists()
    assert not FileText.objects.exists()


@pytest.mark.parametrize(
    ("charset", "declared", "text"),
    [("gb18030", "gb18030", CHINESE), ("windows-1251", "windows-1251", RUSSIAN), ("windows-1251", "utf-8", RUSSIAN)],
)
def test_the_desk_reads_the_letters_whatever_the_page_declares(client, folder, charset, declared, text):
    _source, page = send(client, PAGE_IN.format(declared, text).encode(charset), "a.html")

    assert text in page


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x", "x"),
        ("a\x00b.pdf", "ab.pdf"),
        ("n" * 296 + ".pdf", "n" * 251 + ".pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
    ],
)
def test_a_file_is_kept_under_its_hash_whatever_it_is_called(client, folder, name, shown):
    source, page = send(client, NOTE, name)

    file = Capture.objects.get(source=source).file
    assert has_bytes(folder, file)
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()] == [
        f"{file.sha256[:2]}/{file.sha256[2:4]}/{file.sha256}"
    ]
    assert re.search(rf'<bdi class="file-name">{shown}</bdi>', page)
