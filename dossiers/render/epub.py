"""EPUB 3, by pandoc: a chapter for each section, notes that open where they stand, and a table of contents."""

import uuid

from dossiers.labels import labels
from dossiers.plain import Dossier, digest
from dossiers.render.pandoc import FOLDER, convert, described
from dossiers.render.tree import Tree
from web.pandoc_tree import with_default_columns

SHEET = FOLDER / "epub" / "book.css"


def render(dossier: Dossier) -> bytes:
    """The EPUB. Its identifier follows from what it holds, so that the same dossier is the same book."""
    tree = described(
        dossier,
        with_default_columns(Tree(dossier, links=True).blocks()),
        publisher=labels(dossier)["site"],
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest(dossier))}",
        date=dossier.made_at[:10],
    )
    return convert(tree, "epub3-smart", dossier, f"--css={SHEET}", "--split-level=1", "--toc-depth=2")
