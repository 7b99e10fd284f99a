"""What a file says of itself in XMP, the packet that pictures and PDF share."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sources.reading.characters import one_line

NAMES = {
    "creator": "Author",
    "CreatorTool": "Made with",
    "Producer": "Converted with",
    "CreateDate": "Created",
    "ModifyDate": "Changed",
    "rights": "Copyright",
    "description": "Description",
    "City": "City",
    "Country": "Country",
    "Make": "Device",
    "Model": "Device",
    "GPSLatitude": "Latitude",
    "GPSLongitude": "Longitude",
    "Credit": "Credit",
    "AuthorsPosition": "Office of the author",
    "Company": "Company",
}
MOST = 4_000_000


def said_in_xmp(packet: bytes) -> Iterator[tuple[str, str]]:
    """The named values of a packet; none where it is no XML, or a trap."""
    start, end = packet.find(b"<x:xmpmeta"), packet.rfind(b">")
    if start < 0:
        start = packet.find(b"<rdf:RDF")
    stop = max(packet.rfind(b"</x:xmpmeta>") + 12, packet.rfind(b"</rdf:RDF>") + 10) if start >= 0 else end
    try:
        root = fromstring(packet[max(start, 0) : stop][:MOST])
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return
    for element in root.iter():
        yield from _said_by(element)


def _said_by(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if _plain(name) in NAMES:
            yield NAMES[_plain(name)], one_line(value, 500)
    if _plain(element.tag) in NAMES:
        for value in element.itertext():
            if value.strip():
                yield NAMES[_plain(element.tag)], one_line(value, 500)


def _plain(name: object) -> str:
    return str(name).rpartition("}")[2]
