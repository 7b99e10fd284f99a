"""Markdown with footnotes, in the dialect that GitHub and most editors read: web/written/gfm.py writes it."""

from dossiers.plain import Dossier
from dossiers.render.tree import Tree
from web.collecting import without_collecting
from web.pandoc_tree import heading, text
from web.written.gfm import Gfm


@without_collecting()
def render(dossier: Dossier) -> bytes:
    """The Markdown."""
    blocks = [heading(1, text(dossier.title)), *Tree(dossier, links=False, addresses=True, top=2).blocks()]
    return Gfm().document(blocks).encode()
