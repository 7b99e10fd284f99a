"""Markdown with footnotes, by pandoc, in the dialect that GitHub and most editors read."""

from dossiers.pandoc_tree import document, heading, text, without_divisions
from dossiers.plain import Dossier
from dossiers.render.pandoc import convert
from dossiers.render.tree import Tree

DIALECT = "gfm+footnotes-raw_html"


def render(dossier: Dossier) -> bytes:
    """The Markdown."""
    blocks = [heading(1, text(dossier.title)), *Tree(dossier, links=False, top=2).blocks()]
    return convert(document(without_divisions(blocks)), DIALECT, dossier, "--wrap=none")
