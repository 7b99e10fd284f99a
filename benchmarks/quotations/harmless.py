"""Variants of a quotation or of the copy that leave what is said as it is; nearly all must be found."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator

from benchmarks.quotations.altered import CJK
from benchmarks.quotations.invented import TONGUES, Passage

Variant = tuple[str, str]  # the quotation as typed, and the copy's text
LETTER = rf"[^\W\d_{CJK}]"
WORD = re.compile(rf"{LETTER}{{6,}}")
PRESENTED = {"لا": "\ufefb", "ال": "\ufe8d\ufedf", "في": "\ufed3\ufef2", "ن ": "\ufee6 ", "ة ": "\ufe94 "}
LIGATURES = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ", "nj": "ǌ", "lj": "ǉ", "dž": "ǆ", "st": "ﬆ"}
HYPHENS = ["-", "\u2010", "\u00ad"]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})
RADICALS = str.maketrans("人一日月山文力工口立言小大女子手方老里用非", "⼈⼀⽇⽉⼭⽂⼒⼯⼝⽴⾔⼩⼤⼥⼦⼿⽅⽼⾥⽤⾮")
PLAIN_MARKS = str.maketrans("“”„«»‘’‚–—…", '"""""\'\'\'--\u2026')


def variants(passage: Passage, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Every harmless variant that fits this quotation: kind, quotation, copy."""
    for kind, vary in KINDS.items():
        for exact, text in vary(passage, chance):
            if (exact, text) != (passage.exact, passage.text):
                yield kind, exact, text


def _in_copy(passage: Passage, exact: str) -> Variant:
    gap = " " if TONGUES[passage.tongue].spaced else ""
    return passage.exact, f"{passage.before}{gap}{exact}{gap}{passage.after}"


def spacing(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Two spaces, tabs and line ends for one space."""
    yield re.sub(" ", lambda _: chance.choice(["  ", "\n", " \t", "\r\n "]), passage.exact), passage.text
    yield _in_copy(passage, re.sub(" ", lambda _: chance.choice(["  ", "\n", "\n\n", " \t"]), passage.exact))


def no_break_spaces(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """No-break, thin and zero-width spaces, direction marks, a byte order mark."""
    yield _in_copy(passage, passage.exact.replace(" ", "\u00a0"))
    yield _in_copy(passage, passage.exact.replace(" ", "\u202f\u200b"))
    yield "\ufeff" + passage.exact.replace(" ", " \u200e"), passage.text


def line_breaks(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Lines broken between any two Chinese or Japanese signs, not inside a number."""
    broken = re.sub(
        rf"(?<=[{CJK}，。：；“”])(?=[{CJK}，。：；“”])", lambda _: "\n" * (chance.random() < 0.3), passage.exact
    )
    yield _in_copy(passage, broken)
    yield broken, passage.text


def page_breaks(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """A page ends between two words."""
    spaces = list(re.finditer(rf" |(?<=[{CJK}])(?=[{CJK}])", passage.exact))
    for spot in chance.sample(spaces, min(1, len(spaces))):
        yield _in_copy(passage, passage.exact[: spot.start()] + "\n\f" + passage.exact[spot.end() :])


def broken_words(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Words broken at the end of a line of the copy, by a hyphen or a soft hyphen."""

    def broken(match: re.Match[str]) -> str:
        cut = chance.randrange(2, len(match.group()) - 2)
        return match.group()[:cut] + chance.choice(HYPHENS) + "\n" + match.group()[cut:]

    if not passage.tongue.startswith("ar"):
        yield _in_copy(passage, WORD.sub(broken, passage.exact))


def broken_at_real_hyphen(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """A word that has a hyphen, broken there."""
    yield _in_copy(passage, re.sub(rf"(?<={LETTER})-(?={LETTER})", "-\n", passage.exact))


def soft_hyphens(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Soft hyphens inside words."""
    soft = WORD.sub(lambda match: match.group()[:3] + "\u00ad" + match.group()[3:], passage.exact)
    yield soft, passage.text
    yield _in_copy(passage, soft)


def plain_marks(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Plain for typographic quotation marks and dashes, in the quotation or in the copy."""
    yield passage.exact.translate(PLAIN_MARKS), passage.text
    yield _in_copy(passage, passage.exact.translate(PLAIN_MARKS))


def ellipsis_sign(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Three dots for the sign, and the other way about."""
    yield passage.exact.replace("…", "...").replace("...", "…"), passage.text


def quotation_marks(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Quotation marks and blanks around the whole."""
    if not re.search('[“”„«»"]', passage.exact):
        yield f" “{passage.exact}” ", passage.text


def ligatures(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Ligatures and digraphs as one character."""
    joined = passage.exact
    for letters, sign in LIGATURES.items():
        joined = joined.replace(letters, sign)
    yield joined, passage.text
    yield _in_copy(passage, joined)


def full_width(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Full-width letters, digits and punctuation."""
    wide = passage.exact.translate(WIDE)
    yield wide, passage.text
    yield _in_copy(passage, wide)


def radicals(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Radicals for the ideographs that look the same, as PDF files give them."""
    yield _in_copy(passage, passage.exact.translate(RADICALS))


def composition(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Accents as characters of their own."""
    yield unicodedata.normalize("NFD", passage.exact), passage.text
    yield _in_copy(passage, unicodedata.normalize("NFD", passage.exact))


def arabic_forms(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Tatweel between letters, presentation forms for letters."""
    yield re.sub(r"(?<=[بتسنمل])(?=[بتسنمليو])", "ـ", passage.exact), passage.text
    shaped = passage.exact
    for letters, forms in PRESENTED.items():
        shaped = shaped.replace(letters, forms)
    yield _in_copy(passage, shaped)


def omission(passage: Passage, chance: random.Random) -> Iterator[Variant]:
    """Words left out, and marked by […]."""
    spots = list(re.finditer(rf"[{CJK}]|[^\W{CJK}]+(?:-[^\W{CJK}]+)*", passage.exact))
    if len(spots) >= 24 and not re.search(r"\d[.,]\d|['’]", passage.exact):
        first = passage.exact[: spots[9].end()]
        last = passage.exact[spots[-8].start() :]
        if passage.text.count(first) == passage.text.count(last) == 1:
            for sign in (" […] ", " [...] ", " … "):
                yield first + sign + last, passage.text


KINDS: dict[str, Callable[[Passage, random.Random], Iterator[Variant]]] = {
    "spacing": spacing,
    "no-break and zero-width spaces": no_break_spaces,
    "lines broken between ideographs": line_breaks,
    "a page break": page_breaks,
    "words broken at a line's end": broken_words,
    "broken at a hyphen of the word": broken_at_real_hyphen,
    "soft hyphens": soft_hyphens,
    "plain quotation marks and dashes": plain_marks,
    "the ellipsis sign": ellipsis_sign,
    "quotation marks around": quotation_marks,
    "ligatures": ligatures,
    "full-width forms": full_width,
    "radicals": radicals,
    "accents apart (NFD)": composition,
    "tatweel and presentation forms": arabic_forms,
    "an omission marked […]": omission,
}
