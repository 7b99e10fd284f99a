"""Boxes that can be ticked in Word: content controls (w14:checkbox, Word 2010 and later), as raw OpenXML."""

import zlib
from xml.sax.saxutils import quoteattr

# The form of Word's own boxes; LibreOffice opens them as its own.
CONTROL = (
    '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
    '<w:alias w:val={name}/><w:tag w:val={tag}/><w:id w:val="{key}"/>'
    '<w14:checkbox><w14:checked w14:val="{state}"/><w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>'
    '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/></w:rPr>'
    "<w:t>{mark}</w:t></w:r></w:sdtContent></w:sdt>"
)
LONGEST = 64  # what Word allows in the name and the tag of a control


def checkbox_control(name: str, tag: str, *, ticked: bool) -> str:
    """One box with a name that Word shows, a tag for programs, and its state. The same tag has the same number."""
    return CONTROL.format(
        name=quoteattr(name[:LONGEST]),
        tag=quoteattr(tag[:LONGEST]),
        key=zlib.crc32(tag.encode()) & 0x7FFFFFFF,
        state=int(ticked),
        mark="☑" if ticked else "☐",
    )
