"""The texts that quotations are looked for in while they are typed, kept at hand: each key pressed asks again."""

from collections import OrderedDict
from threading import Lock

from sources.models import FileText
from sources.quoting.find import Text
from sources.quoting.soon import LONGEST_AT_ONCE

MOST_CHARACTERS = 8_000_000

_lock = Lock()
_texts: OrderedDict[tuple[int, str], Text | None] = OrderedDict()


def text_to_look_in(read: FileText) -> Text | None:
    """The text of a file, normalised once and shared by those who look in it; read from the database when needed.

    None where it is too long to be searched while somebody waits.

    The texts asked for last are kept, up to so many characters in all. The hash is part of the key, so that a text
    that was read anew is not mistaken for the old one.
    """
    key = (read.file_id, read.sha256)
    with _lock:
        if key in _texts:
            _texts.move_to_end(key)
            return _texts[key]
    text = Text(read.text, read.page_starts) if len(read.text) <= LONGEST_AT_ONCE else None
    with _lock:
        _texts[key] = text
        while len(_texts) > 1 and sum(len(kept.text) for kept in _texts.values() if kept) > MOST_CHARACTERS:
            _texts.popitem(last=False)
    return text
