"""Characters that a text may hold. PostgreSQL refuses NUL and lone surrogates."""

import re

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean(text: str) -> str:
    """Lines end in LF; control characters, NUL among them, are gone; half characters are U+FFFD."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str, most: int) -> str:
    """A clean text on one line, cut where it is longer than `most`."""
    return _SPACES.sub(" ", clean(text[: most * 4])).strip()[:most]
