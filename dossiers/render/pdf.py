"""PDF, by our own Typst template over the dossier's JSON. Text goes in as data and is never read as markup.

The dossier's JSON is attached, the same bytes as the JSON format: whoever has the PDF has the data.
"""

import json
import re
from datetime import datetime

from dossiers.glyphs import marked
from dossiers.labels import labels
from dossiers.pictures.every import pictures_of
from dossiers.plain import Dossier, as_json, digest
from dossiers.render.in_language import own_words
from dossiers.render.press import printed
from web.typed import every_text, one_line

# PDF/A-3a: whole in itself, kept for decades, files attached. PDF/UA-1: tagged, with a title and a language.
# Under both, every character is mapped and no glyph is missing.
STANDARD = ["a-3a", "ua-1"]
LONG_WORD = re.compile(r"[!-~\u00a1-\u024f]{28}(?=[!-~\u00a1-\u024f])")
MAY_BREAK = "\u200b"


def render(dossier: Dossier) -> bytes:
    """The PDF. The same dossier gives the same bytes with the same fonts and the same Typst. Raises TypstFailed."""
    prepared = {
        "dossier": every_text(dossier.plain, set_in_type),
        "labels": every_text(labels(dossier), set_in_type),
        "digest": digest(dossier),
        "language": dossier.choice.language,
        "own": dict.fromkeys(sorted(map(set_in_type, own_words(dossier))), True),
        "conflicts_shown": dossier.summary.conflicts_shown,
        "pictures": {
            key: {"svg": marked(one.svg), "words": set_in_type(one.words), "width": one.width, "height": one.height}
            for key, one in pictures_of(dossier).items()
        },
    }
    moment = int(datetime.fromisoformat(dossier.made_at).timestamp())
    text = json.dumps(prepared, ensure_ascii=False)
    return printed("dossier.typ", text, moment=moment, standard=STANDARD, attached=as_json(dossier))


def set_in_type(text: str) -> str:
    """The text as the template gets it: what no font can draw as marks, and long words with places to break."""
    text = marked(one_line(text))
    return LONG_WORD.sub(lambda found: found[0] + MAY_BREAK, text) if len(text) > 28 else text
