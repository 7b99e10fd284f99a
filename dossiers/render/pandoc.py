"""A dossier's tree in a format of pandoc's, dated when the dossier was made."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dossiers.choice import A4
from dossiers.labels import labels
from dossiers.plain import Dossier
from dossiers.render.in_language import marked
from web import pandoc
from web.pandoc_tree import Node, document

FOLDER = Path(__file__).resolve().parent.parent


def described(dossier: Dossier, blocks: Sequence[Node], **further: str) -> Node:
    """The document with the properties that office programs and book readers show, and further ones of a format."""
    words = labels(dossier)
    made = document(
        marked(blocks, dossier),
        title=dossier.title,
        author=words["site"],
        subject=words["kind"],
        description=words["motto"],
        lang=dossier.language,
        **further,
    )
    made["meta"]["title"] = marked(made["meta"]["title"], dossier)
    return made


def reference(folder: str, suffix: str, dossier: Dossier) -> Path:
    """The file of styles for the paper that was chosen, marked where drafts were (scripts.make_word_styles)."""
    chosen = dossier.choice
    named = ["reference", *[chosen.paper] * (chosen.paper != A4), *["draft"] * chosen.drafts]
    return FOLDER / folder / f"{'-'.join(named)}.{suffix}"


def convert(tree: Node, to: str, dossier: Dossier, *options: str) -> bytes:
    """The tree in that format. Raises web.pandoc.PandocFailed."""
    moment = int(datetime.fromisoformat(dossier.made_at).timestamp())
    return pandoc.convert(tree, to, *options, moment=moment)
