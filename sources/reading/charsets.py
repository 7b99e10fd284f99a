"""Which characters the bytes of a text stand for.

In this order: a byte order mark; valid UTF-8; what the text or its server declares, where that can be believed; what
charset-normalizer takes for likely.
"""

import codecs
import re

SAMPLE = 128 * 1024
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# As browsers do (encoding.spec.whatwg.org): the narrower names stand for the wider sets.
WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
WESTERN = {"cp1252", "cp1254", "iso8859-15"}
OF_SEVERAL_BYTES = {"utf-8", "gb18030", "cp932", "cp949", "big5hkscs", "euc_jp"}
SCARCE = 100
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{4,}")


def decoded(content: bytes, declared: str = "") -> str:
    """The text that some bytes stand for; what cannot be decoded becomes U+FFFD."""
    for mark, charset in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    candidates = [name for name in ("utf-8", _wide(content), _known(declared)) if name]
    for charset in candidates:
        if _believable(content, charset):
            try:
                return content.decode(charset)
            except UnicodeDecodeError:
                continue
    for charset in candidates:
        text = content.decode(charset, "replace")
        if charset in OF_SEVERAL_BYTES and text.count("\ufffd") * SCARCE < len(_HIGH.findall(content)):
            return text  # a page with a few torn characters
    return content.decode(_likely(content), "replace")


def head_text(head: bytes) -> str:
    """The beginning of a text, good enough to tell what kind of text it is."""
    for mark, charset in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(charset, "ignore")
    return head.decode(_wide(head) or "latin-1", "ignore")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip().lower()).name
    except (LookupError, ValueError):
        return ""
    return WIDER.get(found, found)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: half the bytes of a text in Latin letters are NUL, always the same half."""
    sample = content[:SAMPLE]
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > pairs // 3 and not sample[::2].count(0):
        return "utf-16-le"
    if pairs and sample[::2].count(0) > pairs // 3 and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _believable(content: bytes, charset: str) -> bool:
    """Western European text has single accented letters among plain ones; long rows of them are another script."""
    if charset not in WESTERN:
        return True
    sample = content[:SAMPLE]
    in_rows = sum(len(row) for row in _HIGH_RUNS.findall(sample))
    return in_rows * 2 <= len(_HIGH.findall(sample))


def _likely(content: bytes) -> str:
    from charset_normalizer import from_bytes  # takes longer to load than most files take to read

    telling = b"\n".join(line for line in content[: SAMPLE * 8].splitlines() if _HIGH.search(line))[:SAMPLE]
    matches = from_bytes(telling or content[:SAMPLE])
    best = matches.best()
    if best is None:
        return "cp1252"
    # Where nothing tells Western from Central European letters, the more usual ones.
    equals = {match.encoding for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)}
    return "cp1252" if "cp1252" in equals else _known(best.encoding)
