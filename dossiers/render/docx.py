"""Word, by pandoc: real footnotes, headings, tables with header rows, document properties."""

from dossiers.plain import Dossier
from dossiers.render.pandoc import FOLDER, convert, described
from dossiers.render.tree import Tree

STYLES = FOLDER / "word" / "reference.docx"


def render(dossier: Dossier) -> bytes:
    """The DOCX, in the styles of dossiers/word/reference.docx (scripts/make_word_styles.py)."""
    tree = described(dossier, Tree(dossier, links=True).blocks())
    return convert(tree, "docx", dossier, f"--reference-doc={STYLES}")
