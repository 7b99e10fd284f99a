"""Every picture of a dossier by a key of its own, and the same as PNG for Word, which draws no SVG before 2016."""

import base64
import json
from dataclasses import dataclass

from dossiers.glyphs import marked
from dossiers.pictures import maps
from dossiers.pictures.svg import Picture
from dossiers.pictures.timeline import timeline
from dossiers.pictures.ways import ways
from dossiers.plain import Dossier
from dossiers.render import press

POINTS_PER_INCH = 144


@dataclass(frozen=True)
class Image:
    """A picture on its way to a document: an address that holds it whole, its size in pixels, and its words."""

    address: str
    width: int
    height: int
    words: str


Images = dict[str, Image]


def pictures_of(dossier: Dossier) -> dict[str, Picture]:
    """The timeline, the ways of each speaker's accounts, and the maps of stations and agreements."""
    found = {f"way-{number}": picture for number, (_speaker, picture) in enumerate(ways(dossier.chains), start=1)}
    if dossier.timeline.drawing:
        found["timeline"] = timeline(dossier.timeline.drawing)
    for sheet in dossier.sheets:
        if sheet.map:
            found[f"map-{sheet.slug}"] = maps.picture(sheet.map, f"{sheet.label}. {sheet.map_words}")
    return found


def as_svg(dossier: Dossier) -> Images:
    """The pictures as they are, for formats that draw SVG."""
    return {key: Image(one.address, one.width, one.height, one.words) for key, one in pictures_of(dossier).items()}


def as_png(dossier: Dossier) -> Images:
    """The same pictures as PNG, all drawn in one run. Raises TypstFailed."""
    pictures = pictures_of(dossier)
    if not pictures:
        return {}
    given = [{"svg": marked(one.svg), "width": one.width} for one in pictures.values()]
    text = json.dumps({"pictures": given}, ensure_ascii=False)
    drawn = press.all_printed("pictures.typ", text, moment=0, format="png", ppi=POINTS_PER_INCH)
    return {
        key: Image(f"data:image/png;base64,{base64.b64encode(png).decode()}", one.width, one.height, one.words)
        for (key, one), png in zip(pictures.items(), drawn, strict=True)
    }
