"""One self-contained HTML file with a style sheet of its own and no script: our own writer in pandoc's template."""

import base64
import hashlib

from dossiers.labels import labels
from dossiers.languages import ENGLISH
from dossiers.pictures.every import as_svg
from dossiers.plain import Dossier
from dossiers.render.in_language import marked
from dossiers.render.pandoc import FOLDER, convert
from dossiers.render.tree import Tree
from web.collecting import without_collecting
from web.pandoc_tree import document, raw_block
from web.written.html import Html

TEMPLATE = FOLDER / "html" / "dossier.html"


@without_collecting()
def render(dossier: Dossier) -> bytes:
    """The HTML."""
    words = labels(dossier)
    blocks = Tree(dossier, pictures=as_svg(dossier), links=True, note_links=True, top=2).blocks()
    writer = Html()
    body = [raw_block("html", writer.blocks(marked(blocks, dossier))), raw_block("html", writer.notes())]
    tree = document(
        body,
        title=dossier.title,
        headings="" if dossier.choice.language == ENGLISH else dossier.choice.language,
        lang=dossier.language,
        description=words["motto"],
        kind=f"{words['site']} · {words['kind']}",
    )
    made = convert(tree, "html5-smart", dossier, "--standalone", f"--template={TEMPLATE}", "--wrap=none")
    return made.replace(b' data-custom-style="', b' data-style="')


def policy() -> str:
    """A Content-Security-Policy under which the file shows itself and asks for nothing."""
    sheet = TEMPLATE.read_text().split("<style>", 1)[1].split("</style>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
