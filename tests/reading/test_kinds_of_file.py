"""Every kind of file that can be preserved, read as a person would read it."""

import gzip
from io import BytesIO
from zipfile import ZipFile

import brotli
import pikepdf
import pytest
from docx import Document
from PIL import Image

from sources.reading import read_file
from tests.factories import NOON, make_capture
from tests.reading.making import (
    changed_pdf,
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

LANGUAGES = {
    "en": "The ministry said on 3 December that it has no record of such an office.",
    "zh": "外交部发言人表示，有关报道完全不符合事实。",
    "sr-Cyrl": "Министарство је саопштило да нема евиденцију о таквој станици.",
    "sr-Latn": "Ministarstvo je saopštilo da nema evidenciju o takvoj stanici – ćčđšž.",
    "it": "Il ministero ha risposto che non c’è «nessuna autorizzazione» per l’ufficio.",
    "ar": "قالت الوزارة إنه لا يوجد سجل لهذا المكتب",
}
PAGE = "<!doctype html><html><head><title>A page</title></head><body><p>{}</p></body></html>"


def without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_gives_its_text_in_every_language(language):
    found = read(make_pdf(LANGUAGES[language]))

    assert found.outcome == "text"
    assert without_spaces(LANGUAGES[language]) in without_spaces(found.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_gives_its_text_in_every_language(language):
    found = read(make_docx("Before.", LANGUAGES[language], "After."))

    assert found.text == f"Before.\n\n{LANGUAGES[language]}\n\nAfter."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_gives_its_text_in_every_language(language):
    found = read(PAGE.format(LANGUAGES[language]).encode())

    assert found.text == LANGUAGES[language]
    assert found.title == "A page"


def test_the_pages_of_a_pdf_are_known():
    found = read(make_pdf('#set document(title: "A report")\nFirst page.#pagebreak()#pagebreak()Third page.'))

    assert found.text == "First page.\n\nThird page."
    assert found.page_starts == [0, 12, 13]
    assert found.title == "A report"
    assert found.extractor.startswith("pypdfium2 5.")


def test_a_hyphen_at_a_line_end_stays_with_its_line_end():
    found = read(make_pdf("#set page(width: 130pt)\nIt is a really well-known fact of the state-of-the-art."))

    assert "well-\nknown" in found.text
    assert "\ufffe" not in found.text
    assert "\x02" not in found.text


@pytest.mark.parametrize("drawn", ["true", "false"])
def test_the_mark_of_a_note_does_not_make_another_number(drawn):
    mark = f"#super(typographic: {drawn})"
    found = read(make_pdf(f"𝒜 lists 102{mark}[3] stations{mark}[12] in 54 countries, and 1,135.5 in 2018."))

    assert " ".join(found.text.split()) == "𝒜 lists 102³ stations¹² in 54 countries, and 1,135.5 in 2018."


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_digits_of_turned_writing_are_no_marks(turn):
    found = read(make_pdf(f"#rotate({turn}deg, reflow: true)[In 2022 it listed 102, 54 and 1,135.5 of 30.]"))

    assert [digit for digit in found.text if digit in "⁰¹²³⁴⁵⁶⁷⁸⁹"] == []
    assert "2022" in found.text


def test_a_scan_has_no_text():
    picture = make_image()

    found = read(make_pdf_of_picture(picture))

    assert (found.outcome, found.problem, found.text, found.page_starts) == ("no_text", "", "", [])


def make_pdf_of_picture(picture):
    out = BytesIO()
    Image.open(BytesIO(picture)).save(out, "PDF")
    return out.getvalue()


def test_a_pdf_that_only_forbids_copying_is_read():
    no_copying = pikepdf.Encryption(owner="x", user="", allow=pikepdf.Permissions(extract=False))
    locked = changed_pdf(make_pdf("Words."), encryption=no_copying)

    assert read(locked).text == "Words."


def test_plain_text_has_one_kind_of_line_end():
    found = read(b"One\r\ntwo\rthree\nfour")

    assert found.text == "One\ntwo\nthree\nfour"
    assert found.outcome == "text"


def test_the_notes_and_tables_of_a_word_file_are_read():
    document = make_docx("Body.")
    word = Document(BytesIO(document))
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "Right"
    out = BytesIO()
    word.save(out)

    assert read(out.getvalue()).text == "Body.\n\nLeft\tRight"


def test_the_mark_of_a_note_does_not_stand_in_the_sentence():
    found = read(docx_with_a_note())

    assert found.text == "It has no record of any office.\n\nLetter of 3 December."


def docx_with_a_note():
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {word}><w:body><w:p><w:r><w:t>It has no record</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> of any office.</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    notes = (
        f'<w:footnotes {word}><w:footnote w:id="2"><w:p><w:r><w:t>Letter of 3 December.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    plain = make_docx("x")
    relations = ZipFile(BytesIO(plain)).read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = relations.replace(
        "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    return rezipped(
        plain,
        word__document_dot_xml=body.encode(),
        word__footnotes_dot_xml=notes.encode(),
        **{"word/_rels/document.xml.rels": relations.encode()},
    )


def test_a_letter_gives_headers_text_and_the_names_of_what_was_attached():
    letter = make_letter("We have no record.\n", Subject="Réponse", Date="Sat, 03 Dec 2022 10:00:00 +0000")
    letter.add_attachment(b"%PDF-1.7 not read", maintype="application", subtype="pdf", filename="list.pdf")

    found = read(letter.as_bytes())

    assert found.text == (
        "From: press@desk.example\nTo: desk@desk.example\nDate: Sat, 03 Dec 2022 10:00:00 +0000\nSubject: Réponse\n\n"
        "We have no record.\n\n\nAttachment: list.pdf (application/pdf)"
    )
    assert found.title == "Réponse"


def test_a_letter_in_html_gives_what_it_shows():
    found = read(make_letter(html="<p>We have <b>no</b> record.</p><script>no()</script>").as_bytes())

    assert found.text.endswith("\n\nWe have no record.")


def test_a_page_that_a_browser_saved_in_one_file_is_the_page():
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://press.example/a\r\nSubject: A page\r\n"
        b"Date: Sat, 3 Dec 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>No=E2=80=99 record.</p></html>\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Location: https://press.example/a.png\r\n\r\nx\r\n--b--\r\n"
    )

    found = read(saved)

    assert (found.text, found.title) == ("No’ record.", "A page")
    assert ["Address", "https://press.example/a"] in found.properties


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(b"<html><p>The account.")),
        ({"Content-Encoding": "br"}, brotli.compress(b"<html><p>The account.")),
        ({"Transfer-Encoding": "chunked"}, b"6\r\n<html>\r\nf\r\n<p>The account.\r\n0\r\n\r\n"),
    ],
    ids=["gzip", "brotli", "chunked"],
)
def test_a_recorded_page_is_unpacked(headers, body):
    warc = make_warc([("https://press.example/a", 200, {"Content-Type": "text/html", **headers}, body)])

    assert read(warc).text == "The account."


def test_of_a_recording_without_a_page_at_its_beginning_the_largest_is_read():
    kind = {"Content-Type": "text/html"}
    warc = make_warc([
        ("https://press.example/robots", 404, kind, b"<p>Not found."),
        ("https://press.example/a", 200, kind, b"<html><p>Short."),
        ("https://press.example/b", 200, kind, b"<html><p>The long account."),
    ])  # fmt: skip

    assert read(warc).text == "The long account."


def test_a_recorded_page_is_the_one_at_the_end_of_the_redirects():
    main = PAGE.format("The account.").encode()
    warc = make_warc([
        ("https://press.example/a", 301, {"Location": "/b"}, b""),
        ("https://press.example/style.css", 200, {"Content-Type": "text/css"}, b"p { color: red }" * 1000),
        ("https://press.example/b", 200, {"Content-Type": "text/html"}, main),
        ("https://press.example/other", 200, {"Content-Type": "text/html"}, PAGE.format("More." * 500).encode()),
    ])  # fmt: skip

    found = read(warc)

    assert found.text == "The account."
    assert found.title == "A page"
    assert ["Address", "https://press.example/b"] in found.properties


def test_a_recorded_page_in_the_charset_that_its_server_gave():
    body = PAGE.format("外交部发言人").encode("gb18030")
    headers = {"Content-Type": "text/html; charset=gbk"}

    found = read(make_warc([("https://press.example/a", 200, headers, body)], packed=False))

    assert found.text == "外交部发言人"


def test_a_fetched_page_in_the_charset_that_its_server_gave():
    body = PAGE.format("Так сказал представитель.").encode("windows-1251")
    capture = make_capture(content=body, http_headers=[["Content-Type", "text/html; charset=windows-1251"]])

    assert read_file(capture.file, at=NOON).text == "Так сказал представитель."


def test_a_recorded_pdf_is_read_as_a_pdf():
    headers = {"Content-Type": "application/pdf"}

    found = read(make_warc([("https://press.example/a.pdf", 200, headers, make_pdf("One#pagebreak()two"))]))

    assert (found.text, found.page_starts) == ("One\ntwo", [0, 4])


def test_of_a_collection_the_first_listed_page_is_read():
    page, other = PAGE.format("The account."), PAGE.format("Another page.")
    kind = {"Content-Type": "text/html"}
    warc = make_warc([
        ("https://press.example/other", 200, kind, other.encode()),
        ("https://press.example/a", 200, kind, page.encode()),
    ])  # fmt: skip

    found = read(make_wacz(warc, pages=[{"url": "https://press.example/a", "title": "A"}]))

    assert found.text == "The account."


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "WEBP"])
def test_a_picture_has_no_text(kind):
    found = read(make_image(kind))

    assert (found.outcome, found.problem) == ("no_text", "")


def test_a_drawing_has_no_text():
    found = read(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>Words</text></svg>')

    assert (found.outcome, found.text) == ("no_text", "")


def test_a_second_reading_takes_the_place_of_the_first():
    first = read(b"Some words.")

    again = read_file(first.file, at=NOON)

    assert again.pk == first.pk
