"""EPUB 3, by pandoc: a chapter for each section, notes that open where they stand, and a table of contents."""

import uuid

from dossiers.labels import labels
from dossiers.pictures.every import as_svg
from dossiers.plain import Dossier, digest
from dossiers.render.archive import stored
from dossiers.render.pandoc import FOLDER, convert, described
from dossiers.render.tree import Tree
from web.collecting import without_collecting
from web.pandoc_tree import Node
from web.written.book import Book, begins_a_chapter

SHEET = FOLDER / "epub" / "book.css"


@without_collecting()
def render(dossier: Dossier) -> bytes:
    """The EPUB. Its identifier follows from what it holds, so that the same dossier is the same book."""
    laid = Tree(dossier, pictures=as_svg(dossier), links=True)
    tree = described(
        dossier,
        in_every_chapter(laid.draft_mark(), laid.blocks()),
        publisher=labels(dossier)["site"],
        subtitle=labels(dossier)["draft"],  # on the title page
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest(dossier))}",
        date=dossier.made_at[:10],
    )
    book = Book(tree["blocks"])
    tree["blocks"] = book.skeleton
    made = convert(tree, "epub3-smart", dossier, f"--css={SHEET}", "--split-level=1", "--toc-depth=2")
    return stored(made, book.filled)


def in_every_chapter(mark: list[Node], blocks: list[Node]) -> list[Node]:
    """The blocks with a mark below each heading that begins a chapter."""
    return [each for block in blocks for each in (block, *(mark if begins_a_chapter(block) else ()))]
