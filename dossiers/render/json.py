"""JSON: the dossier itself."""

from dossiers.plain import Dossier, as_json


def render(dossier: Dossier) -> bytes:
    """The JSON, in UTF-8, its keys always in the same order."""
    return as_json(dossier).encode()
