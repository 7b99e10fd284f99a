"""A dossier's tree in a format of pandoc's, dated when the dossier was made."""

from datetime import datetime
from pathlib import Path

from dossiers.plain import Dossier
from web import pandoc
from web.pandoc_tree import Node

FOLDER = Path(__file__).resolve().parent.parent


def convert(tree: Node, to: str, dossier: Dossier, *options: str) -> bytes:
    """The tree in that format. Raises web.pandoc.PandocFailed."""
    moment = int(datetime.fromisoformat(dossier.made_at).timestamp())
    return pandoc.convert(tree, to, *options, moment=moment)
