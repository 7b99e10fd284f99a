"""PDF without what it says of itself, in itself and in the pictures on its pages."""

from pathlib import Path

from pikepdf import Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream

from sources.reading.formats import pdf
from sources.reading.picture_files import jpeg_without_properties
from sources.reading.reading import BROKEN, ENCRYPTED, Unreadable

# What programs leave at any part of a document, and how it is called here.
NOTES = {
    "/Metadata": "XMP",
    "/PieceInfo": "Notes of the program",
    "/LastModified": "Changed",
    "/Thumb": "Thumbnails of pages",
}
ABOUT_A_COMMENT = ("/T", "/M", "/CreationDate", "/NM")


def write(path: Path, to: Path) -> list[str]:
    """Write the copy; gives the names of what was taken out. Raises Unreadable."""
    removed = [name for name, _ in pdf.properties(path)]
    try:
        with Pdf.open(path, suppress_warnings=True) as document:
            removed += _title(document)
            for thing in document.objects:
                removed += _cleared(thing)
            removed += _without_attachments(document)
            if "/Info" in document.trailer:
                del document.trailer["/Info"]
            document.remove_unreferenced_resources()
            document.save(to, deterministic_id=True, fix_metadata_version=False)
    except PasswordError:
        raise Unreadable(ENCRYPTED) from None
    except PdfError:
        raise Unreadable(BROKEN) from None
    return list(dict.fromkeys(removed))


def _title(document: Pdf) -> list[str]:
    return ["Title"] if "/Info" in document.trailer and "/Title" in document.docinfo else []


def _cleared(thing: Object) -> list[str]:
    """Take the notes out of one object; a comment keeps its words, not its author and time."""
    if not isinstance(thing, (Dictionary, Stream)):
        return []
    removed = [name for key, name in NOTES.items() if key in thing]
    for key in NOTES:
        if key in thing:
            del thing[key]
    if thing.get("/Subtype") != Name.Widget and "/Rect" in thing:
        removed += ["Author of comments"] if "/T" in thing else []
        for key in ABOUT_A_COMMENT:
            if key in thing:
                del thing[key]
    if isinstance(thing, Stream):
        removed += _cleared_picture(thing)
    return removed


def _cleared_picture(picture: Stream) -> list[str]:
    """A photograph keeps its own EXIF also inside a PDF."""
    found = picture.get("/Filter")
    if picture.get("/Subtype") != Name.Image or found not in (Name.DCTDecode, [Name.DCTDecode]):
        return []
    if "/DecodeParms" in picture:  # rare with JPEG, and not to be lost
        return []
    content = picture.read_raw_bytes()
    try:
        cleared = jpeg_without_properties(content)
    except Unreadable:
        return []
    if cleared == content:
        return []
    picture.write(cleared, filter=Name.DCTDecode)
    return ["Properties of pictures on the pages"]


def _without_attachments(document: Pdf) -> list[str]:
    """Attached files would be given away whole, with all that they say of themselves."""
    names = list(document.attachments)
    for name in names:
        del document.attachments[name]
    if "/AF" in document.Root:
        del document.Root["/AF"]
    return ["Attached files"] if names else []
