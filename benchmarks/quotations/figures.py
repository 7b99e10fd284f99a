"""Counts, by kind and language, of altered and harmless variants and of those that were found."""

import random
import re
import textwrap
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.quotations.altered import CJK, alterations
from benchmarks.quotations.harmless import variants
from benchmarks.quotations.invented import TONGUES, Passage, own_chance, passages
from sources.choices import QuoteResult
from sources.quoting.find import Quotation, Text, is_found, look_for

SEED = 20221204
INVENTED = 60
WIDTH = 58
LONG_WORD = re.compile(rf"(?<![\w-])[^\W\d_{CJK}]{{8,}}(?![\w-])")

Cell = tuple[str, str]  # kind of variant, language


@dataclass
class Figures:
    """How many variants were tried and how many were found; `wrong` holds what should not have happened."""

    tried: Counter[Cell] = field(default_factory=Counter)
    found: Counter[Cell] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def count(self, kind: str, tongue: str, quotation: str, *, was_found: bool, expected: bool) -> None:
        """Add one variant."""
        self.tried[kind, tongue] += 1
        self.found[kind, tongue] += was_found
        if was_found != expected:
            self.wrong.append((kind, tongue, quotation))


def altered_figures(*, seed: int = SEED, invented: int = INVENTED) -> Figures:
    """Look for every alteration, in the plain text and in one set like a page of a PDF.

    Anything but "not found" counts as found, "in more than one place" too.
    """
    figures = Figures()
    for passage in passages(seed, invented):
        chance = own_chance(seed, f"variants of {passage.exact}")
        copies = [Text(passage.text), Text(set_in_lines(passage, chance))]
        for kind, changed in alterations(passage, chance):
            results = {look_for(Quotation(changed), copy).result for copy in copies}
            figures.count(kind, passage.tongue, changed, was_found=results != {QuoteResult.NOT_FOUND}, expected=False)
    return figures


def harmless_figures(*, seed: int = SEED, invented: int = INVENTED) -> Figures:
    """Look for every harmless variant; only found in one place counts."""
    figures = Figures()
    for passage in passages(seed, invented):
        chance = own_chance(seed, f"variants of {passage.exact}")
        for kind, quotation, copy in variants(passage, chance):
            result = look_for(Quotation(quotation), Text(copy)).result
            figures.count(kind, passage.tongue, quotation, was_found=is_found(result), expected=True)
    return figures


def set_in_lines(passage: Passage, chance: random.Random) -> str:
    """The text as a PDF gives it: short lines, long words broken by a hyphen, a form feed after each thirtieth line."""
    if not TONGUES[passage.tongue].spaced:
        pieces = re.findall(rf"\d[\d.,]*[%％]?|[^\W{CJK}]+|—+|.", passage.text)
        lines = ["".join(pieces[at : at + WIDTH // 2]) for at in range(0, len(pieces), WIDTH // 2)]
    else:
        hyphenated = LONG_WORD.sub(lambda word: f"{word.group()[:4]}\u00ad{word.group()[4:]}", passage.text)
        lines = textwrap.wrap(
            hyphenated.replace("\u00ad", "\u00ad "), WIDTH, break_on_hyphens=False, break_long_words=False
        )
        lines = [re.sub("\u00ad$", "-", line.replace("\u00ad ", "")) for line in lines]
    return "".join(line + ("\n\f" if number % 30 == 29 else "\n") for number, line in enumerate(lines))
