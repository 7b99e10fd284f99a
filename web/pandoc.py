"""Run pandoc over a document tree (web/pandoc_tree.py). The same tree gives the same bytes.

Its sandbox is not used: in it the clock stands at 1970, and so would the date of a Word document. The trees hold no
include and no filter, and a picture only as an address that holds it whole (`data:`), so there is nothing that it could
read or fetch.
"""

import json
import subprocess

import pypandoc

from web.pandoc_tree import Node

SECONDS = 300


class PandocFailed(RuntimeError):
    """Pandoc did not make the document; the message is its own."""


def convert(tree: Node, to: str, *options: str, moment: int = 0) -> bytes:
    """The tree in a format of pandoc's. `moment` (in seconds) is when the document says that it was made.

    Raises PandocFailed.
    """
    done = subprocess.run(  # noqa: S603 - the program is the one that the package ships; no typed text is an argument
        [pypandoc.get_pandoc_path(), "--from=json", f"--to={to}", "--output=-", *options],
        input=json.dumps(tree, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
        env={"SOURCE_DATE_EPOCH": str(moment), "LANG": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent"},
    )
    if done.returncode:
        raise PandocFailed(done.stderr.decode(errors="replace").strip())
    return done.stdout
