"""Word, by pandoc: real footnotes, headings, tables with header rows, document properties."""

from dossiers.labels import labels
from dossiers.plain import Dossier
from dossiers.render.pandoc import FOLDER, convert
from dossiers.render.tree import Tree
from web.pandoc_tree import document

STYLES = FOLDER / "word" / "reference.docx"


def render(dossier: Dossier) -> bytes:
    """The DOCX, in the styles of dossiers/word/reference.docx (scripts/make_word_styles.py)."""
    words = labels(dossier)
    tree = document(
        Tree(dossier, links=True).blocks(),
        title=dossier.title,
        author=words["site"],
        subject=words["kind"],
        description=words["motto"],
        lang=dossier.language,
    )
    return convert(tree, "docx", dossier, f"--reference-doc={STYLES}")
