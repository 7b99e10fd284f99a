"""Links that open a page at some words of it: the WICG's text fragments. Pure.

https://wicg.github.io/scroll-to-text-fragment/: `#:~:text=[prefix-,]start[,end][,-suffix]`, each percent-encoded,
`-`, `,` and `&` included. Words that cross a paragraph, and long quotations, are named by their first and last words.
"""

import re
from urllib.parse import quote, urldefrag

from sources.quoting.omissions import parts_of, without_quotation_marks

# Browsers look for longer words from start to end only; a changed comma in between does no harm then.
LONGEST = 120
WORDS, CHARACTERS = 5, 14
# Scripts that set no space between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def text_fragment(exact: str, prefix: str = "", suffix: str = "") -> str:
    """The fragment, with its `#`, that leads to a quotation; "" where there are no words."""
    pieces = parts_of(without_quotation_marks(exact))
    found = []
    for position, piece in enumerate(pieces):
        before = prefix if position == 0 else ""
        after = suffix if position == len(pieces) - 1 else ""
        found.append("text=" + _directive(piece, before.strip(), after.strip()))
    return "#:~:" + "&".join(found) if found else ""


def with_text_fragment(url: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """An address that opens at a quotation; a fragment that it has already is kept before it. No address stays none."""
    page, own = urldefrag(url)
    fragment = text_fragment(exact, prefix, suffix)
    return f"{page}#{own}{fragment.removeprefix('#')}" if fragment and url else url


def _directive(words: str, prefix: str, suffix: str) -> str:
    found = [_encoded(_last(prefix)) + "-"] if prefix else []
    if len(words) > LONGEST or "\n" in words:
        found += [_encoded(_first(words)), _encoded(_last(words))]
    else:
        found.append(_encoded(words))
    return ",".join([*found, "-" + _encoded(_first(suffix))] if suffix else found)


def _first(text: str) -> str:
    """Its first words, or characters where words are not set apart; never beyond a line."""
    return _few(text.strip().split("\n")[0].split(), last=False)


def _last(text: str) -> str:
    """Its last words, or characters."""
    return _few(text.strip().split("\n")[-1].split(), last=True)


def _few(words: list[str], *, last: bool) -> str:
    kept = words[-WORDS:] if last else words[:WORDS]
    edge = kept[-1] if last else kept[0]
    if len(edge) > CHARACTERS * 2 or _UNSPACED.search(edge):
        return edge[-CHARACTERS:] if last else edge[:CHARACTERS]
    return " ".join(kept)


def _encoded(text: str) -> str:
    """Percent-encoded, with the three characters that mean something in a directive."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
