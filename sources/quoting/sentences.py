"""The sentences around a passage, for those who may not read the whole copy."""

from sentencex import segment

WINDOW = 2000
MOST_CHARACTERS = 400
CUT = "…"


def around(text: str, start: int, end: int, language: str) -> tuple[str, str]:
    """One sentence before and one after a span, in the text's language (BCP 47), each on one line: two in all.

    What stands of the passage's own sentence before and after it counts as that sentence. Nothing longer than
    MOST_CHARACTERS is given: a text without sentences must not slip out whole.
    """
    tongue = language.split("-")[0].lower() or "en"
    before = _sentences(text[max(0, start - WINDOW) : start], tongue)[-1:]
    after = _sentences(text[end : end + WINDOW], tongue)[:1]
    return _cut_left(" ".join(before)), _cut_right(" ".join(after))


def _sentences(text: str, language: str) -> list[str]:
    lines = (" ".join(sentence.split()) for sentence in segment(language, text))
    return [line for line in lines if line]


def _cut_left(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[-MOST_CHARACTERS:]
    return CUT + (kept.partition(" ")[2] or kept)


def _cut_right(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[:MOST_CHARACTERS]
    return (kept.rpartition(" ")[0] or kept) + CUT
