"""Word, by pandoc with paragraphs of our own writing: real footnotes, headings, header rows, properties."""

from dossiers.pictures.every import as_png
from dossiers.plain import Dossier
from dossiers.render.pandoc import convert, described, reference
from dossiers.render.tree import Tree
from web.collecting import without_collecting
from web.written.word import Word, names_of_styles


@without_collecting()
def render(dossier: Dossier) -> bytes:
    """The DOCX, in the styles of dossiers/word/reference*.docx (scripts/make_word_styles.py)."""
    styled = reference("word", "docx", dossier)
    tree = described(dossier, Tree(dossier, pictures=as_png(dossier), links=True, controls=True).blocks())
    tree["blocks"] = Word(names_of_styles(styled.read_bytes())).blocks(tree["blocks"])
    return convert(tree, "docx", dossier, f"--reference-doc={styled}")
