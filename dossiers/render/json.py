"""JSON: the dossier itself."""

from typing import IO

from dossiers.plain import Dossier, as_json, json_lines


def render(dossier: Dossier) -> bytes:
    """The JSON, in UTF-8, its keys always in the same order."""
    return as_json(dossier).encode()


def write(dossier: Dossier, file: IO[bytes]) -> None:
    """The same, piece by piece."""
    for piece in json_lines(dossier):
        file.write(piece.encode())
