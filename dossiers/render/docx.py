"""Word, by pandoc: real footnotes, headings, tables with header rows, document properties."""

from dossiers.pictures.every import as_png
from dossiers.plain import Dossier
from dossiers.render.pandoc import convert, described, reference
from dossiers.render.tree import Tree


def render(dossier: Dossier) -> bytes:
    """The DOCX, in the styles of dossiers/word/reference*.docx (scripts/make_word_styles.py)."""
    tree = described(dossier, Tree(dossier, pictures=as_png(dossier), links=True, controls=True).blocks())
    return convert(tree, "docx", dossier, f"--reference-doc={reference('word', 'docx', dossier)}")
