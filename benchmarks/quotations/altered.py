"""Alterations of a quotation, each of which makes it say something else or stand nowhere; none may ever be found."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from benchmarks.quotations.invented import TONGUES, Passage, sentence

CJK = "\u3040-\u30ff\u3400-\u9fff"
TOKEN = re.compile(rf"[{CJK}]|[^\W{CJK}]+|[^\w\s]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<=[\w,] )[^\W\d_a-z]\w{3,}")

# The words that tell no from yes, in every language of the real quotations.
NEGATIONS = {
    "en": {"not", "no", "never", "nor", "neither", "without", "none", "cannot", "ne", "pas", "nicht", "kein", "nu"},
    "it": {"non", "né", "mai", "neppure", "senza", "nessuna", "nessun"},
    "sr-Latn": {"ne", "nije", "nisu", "nema", "nikada", "niti", "ni", "nismo", "bez"},
    "sr-Cyrl": {"не", "није", "нису", "нема", "никада", "нити", "ни", "нисмо", "без"},
    "zh": {"不", "没", "未", "无", "非", "沒", "無"},
    "ar": {"لا", "لم", "ليس", "ولا", "لن", "أبدا", "ولم", "غير"},
}
TWINS = str.maketrans("aeopcxyiаеорсху", "аеорсхуіaeopcxy")  # letters that look alike in the Latin and Cyrillic scripts
LATIN = "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ"
CYRILLIC = "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ"
SIMPLIFIED, TRADITIONAL = "国书处见万个们发记录页协议务", "國書處見萬個們發記錄頁協議務"

MARKS = "“”„«»\"'‘’ "  # around a quotation they say nothing

Alteration = Callable[[Passage, random.Random], Iterator[str]]


def tokens(text: str) -> list[str]:
    """Words, Chinese and Japanese signs and punctuation marks: what an alteration must change."""
    return TOKEN.findall(unicodedata.normalize("NFC", text))


def stands_in(words: list[str], text: list[str]) -> bool:
    """Whether these tokens follow one another somewhere: then it is a shorter quotation, or stands there too."""
    return any(text[at : at + len(words)] == words for at in range(len(text) - len(words) + 1) if text[at] == words[0])


def alterations(passage: Passage, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Every alteration that fits this quotation, with its kind."""
    text, original = tokens(passage.text), tokens(passage.exact.strip(MARKS))
    for kind, alter in KINDS.items():
        for changed in dict.fromkeys(alter(passage, chance)):
            now = tokens(changed.strip(MARKS))
            if changed and now and now != original and (kind in CUTS or not stands_in(now, text)):
                yield kind, changed


def _spots(passage: Passage) -> list[re.Match[str]]:
    return list(TOKEN.finditer(passage.exact))


def _words(passage: Passage) -> list[re.Match[str]]:
    return [spot for spot in _spots(passage) if spot.group()[0].isalpha()]


def _put(passage: Passage, spot: re.Match[str], new: str) -> str:
    return passage.exact[: spot.start()] + new + passage.exact[spot.end() :]


def _without(passage: Passage, start: int, end: int) -> str:
    gap = " " if TONGUES[passage.tongue].spaced else ""
    return passage.exact[:start].rstrip() + gap + passage.exact[end:].lstrip()


def _exchanged(passage: Passage, first: re.Match[str], second: re.Match[str]) -> str:
    exact = passage.exact
    between = exact[first.end() : second.start()]
    return exact[: first.start()] + second.group() + between + first.group() + exact[second.end() :]


def drop_negation(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Leave out a word that tells no from yes, or the n't of a verb."""
    for spot in _spots(passage):
        if spot.group().lower() in NEGATIONS[passage.tongue]:
            yield _without(passage, *spot.span())
    for spot in re.finditer(r"n['’]t\b", passage.exact):
        yield _put(passage, spot, "")


def add_negation(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Put one in."""
    gap = " " if TONGUES[passage.tongue].spaced else ""
    for spot in chance.sample(_words(passage)[1:], min(2, len(_words(passage)[1:]))):
        yield _put(passage, spot, TONGUES[passage.tongue].negations[0] + gap + spot.group())


def swap_numbers(passage: Passage, chance: random.Random) -> Iterator[str]:
    """135 stations with 21 people for 21 stations with 135 people."""
    numbers = list(NUMBER.finditer(passage.exact))
    for first, second in pairwise(numbers):
        yield _exchanged(passage, first, second)


def change_digit(passage: Passage, chance: random.Random) -> Iterator[str]:
    """One digit is another."""
    for spot in re.finditer(r"\d", passage.exact):
        yield _put(passage, spot, str((int(spot.group()) + chance.randrange(1, 10)) % 10))


def drop_digit(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A number is short of a digit, at its beginning or at its end."""
    for spot in NUMBER.finditer(passage.exact):
        if len(spot.group()) > 1:
            yield _put(passage, spot, spot.group()[1:].lstrip(".,"))
            yield _put(passage, spot, spot.group()[:-1].rstrip(".,"))


def add_digit(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A number has a digit more."""
    for spot in NUMBER.finditer(passage.exact):
        yield _put(passage, spot, str(chance.randrange(1, 10)) + spot.group())


def change_separator(passage: Passage, chance: random.Random) -> Iterator[str]:
    """1,135 is 1.135, or 1135; 3.5 is 35."""
    for spot in re.finditer(r"(?<=\d)[.,](?=\d)", passage.exact):
        yield _put(passage, spot, {".": ",", ",": "."}[spot.group()])
        yield _put(passage, spot, "")


def raise_digit(passage: Passage, chance: random.Random) -> Iterator[str]:
    """102 is 10²."""
    for spot in re.finditer(r"(?<=\d)[123]\b", passage.exact):
        yield _put(passage, spot, "¹²³"[int(spot.group()) - 1])


def swap_names(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Two bodies or two places change places."""
    known = TONGUES[passage.tongue].bodies + TONGUES[passage.tongue].places
    names = [spot for name in known for spot in re.finditer(re.escape(name), passage.exact)]
    names = sorted(names or NAME.finditer(passage.exact), key=lambda spot: spot.start())
    for first, second in pairwise(names):
        yield _exchanged(passage, first, second)


def lower_name(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A name loses its capital letter, or a word is written in capitals."""
    for spot in chance.sample(_words(passage), min(2, len(_words(passage)))):
        yield _put(passage, spot, spot.group().swapcase())


def swap_words(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Two neighbours change places."""
    pairs = list(pairwise(_words(passage)))
    for first, second in chance.sample(pairs, min(2, len(pairs))):
        yield _exchanged(passage, first, second)


def drop_word(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A word is missing."""
    inner = _words(passage)[1:-1]
    for spot in chance.sample(inner, min(2, len(inner))):
        yield _without(passage, *spot.span())


def add_word(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A word too many."""
    gap = " " if TONGUES[passage.tongue].spaced else ""
    inner = _words(passage)[1:]
    for spot in chance.sample(inner, min(2, len(inner))):
        yield _put(passage, spot, chance.choice(TONGUES[passage.tongue].words) + gap + spot.group())


def replace_word(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Another word."""
    for spot in chance.sample(_words(passage), min(2, len(_words(passage)))):
        yield _put(passage, spot, chance.choice(TONGUES[passage.tongue].words))


def change_ending(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A word loses its last letter, or has one more."""
    long = [spot for spot in _words(passage) if len(spot.group()) > 3]
    for spot in chance.sample(long, min(2, len(long))):
        yield _put(passage, spot, spot.group()[:-1])
        yield _put(passage, spot, spot.group() + spot.group()[-2])


def cut_clause(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Several words are left out without a sign."""
    spots = _spots(passage)
    for width in (3, 5, 8):
        if len(spots) > width + 2:
            first = chance.randrange(1, len(spots) - width)
            yield _without(passage, spots[first].start(), spots[first + width - 1].end())


def join_sentences(passage: Passage, chance: random.Random) -> Iterator[str]:
    """The beginning of the quotation goes on with the end of another sentence of the same text."""
    spots, others = _spots(passage), list(TOKEN.finditer(passage.after))
    if len(spots) > 4 and len(others) > 24:
        gap = " " if TONGUES[passage.tongue].spaced else ""
        cut = chance.randrange(15, 20)
        tail = passage.after[others[cut].start() : others[cut + 4].end()]
        yield passage.exact[: spots[len(spots) // 2].end()] + gap + tail
        yield passage.exact + gap + tail


def merge_words(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Two words become one."""
    spaces = list(re.finditer(rf"(?<=[^\W{CJK}]) (?=[^\W{CJK}])", passage.exact))
    for spot in chance.sample(spaces, min(2, len(spaces))):
        yield _put(passage, spot, "")


def change_accent(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A letter loses its accent."""
    for spot in _spots(passage):
        plain = "".join(c for c in unicodedata.normalize("NFD", spot.group()) if not unicodedata.combining(c))
        if plain != spot.group() and spot.group()[0] < "\u0370":
            yield _put(passage, spot, plain)


def change_alphabet(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A letter is its twin of another alphabet; Serbian in its other script; the other form of an ideograph."""
    for spot in chance.sample(_words(passage), min(2, len(_words(passage)))):
        yield _put(passage, spot, spot.group().translate(TWINS))
    if passage.tongue.startswith("sr"):
        yield passage.exact.translate(str.maketrans(LATIN + CYRILLIC, CYRILLIC + LATIN))
    if passage.tongue == "zh":
        yield passage.exact.translate(str.maketrans(SIMPLIFIED + TRADITIONAL, TRADITIONAL + SIMPLIFIED))


def change_punctuation(passage: Passage, chance: random.Random) -> Iterator[str]:
    """A question for a statement, a comma for a stop, a hyphen left out."""
    marks = list(re.finditer(r"[.,;:。，；：،](?=\s|\w|$)", passage.exact))
    for spot in chance.sample(marks, min(2, len(marks))):
        yield _put(passage, spot, "?")
    for spot in re.finditer(r"(?<=[^\W\d])-(?=[^\W\d])", passage.exact):
        yield _put(passage, spot, "")


def begin_inside(passage: Passage, chance: random.Random) -> Iterator[str]:
    """The quotation begins or ends inside a word or a number: "sent" in "present", "21" in "121"."""
    spots = _spots(passage)
    if len(spots) > 2 and len(spots[0].group()) > 3:
        yield passage.exact[spots[0].start() + 2 :]
    for spot in [spot for spot in spots[1:] if len(spot.group()) > 2 and spot.group()[0].isalnum()][:3]:
        if len(passage.exact) - spot.start() > 8:
            yield passage.exact[spot.start() + 1 :]
        if spot.end() > 8:
            yield passage.exact[: spot.end() - 1]


def misuse_omission(passage: Passage, chance: random.Random) -> Iterator[str]:
    """Parts in the wrong order, a part that stands nowhere, scraps of words, or parts of a wholly different text."""
    spots = _spots(passage)
    if len(spots) < 12:
        return
    half = spots[len(spots) // 2]
    first, second = passage.exact[: half.start()].strip(), passage.exact[half.start() :].strip()
    if passage.text.count(first) == passage.text.count(second) == 1:
        yield f"{second} […] {first}"
    yield f"{first} […] {sentence(passage.tongue, chance)}"
    yield f"{spots[0].group()} […] {spots[-2].group()}"
    inner = spots[len(spots) // 2 + 2]
    yield f"{first} […] {passage.exact[half.start() : inner.start()]}{passage.exact[inner.end() :]}"


KINDS: dict[str, Alteration] = {
    "a negation dropped": drop_negation,
    "a negation added": add_negation,
    "two numbers swapped": swap_numbers,
    "a digit changed": change_digit,
    "a digit dropped": drop_digit,
    "a digit added": add_digit,
    "a decimal or thousands sign changed": change_separator,
    "a digit raised": raise_digit,
    "two names swapped": swap_names,
    "capitals changed": lower_name,
    "two words swapped": swap_words,
    "a word dropped": drop_word,
    "a word added": add_word,
    "a word replaced": replace_word,
    "an ending changed": change_ending,
    "a clause cut without a sign": cut_clause,
    "two sentences joined": join_sentences,
    "two words merged": merge_words,
    "an accent dropped": change_accent,
    "another alphabet": change_alphabet,
    "punctuation changed": change_punctuation,
    "begun or ended inside a word": begin_inside,
    "an omission misused": misuse_omission,
}
# These stand in the text as letters, and must be refused all the same.
CUTS = {"begun or ended inside a word"}
