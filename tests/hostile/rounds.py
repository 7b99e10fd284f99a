"""The order of a long run: each target is sent one thing before any is sent a second, so that time ends it evenly.

A target is an address and a parameter, or a form and a field, or a form as a whole; plain data, in no order of theirs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.hostile.sending import HOSTILE, METHODS, WAYS

MISSING, TWICE, AS_A_LIST, ANOTHERS = "missing", "twice", "as a list", "what another form holds"
KINDS = (*HOSTILE, MISSING, TWICE, AS_A_LIST, ANOTHERS)
WHOLE = "(the form)"
TOKENS = ("no token", "another token")
NOTHING, DOUBLED, EVERYWHERE = "no field", "every field twice", "every field hostile"


@dataclass(frozen=True)
class Step:
    """One request: to which form or address, in which field, with what kind of value or in which way."""

    name: str
    field: str
    kind: str


def of_forms(fields: Mapping[str, Sequence[str]], people: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Each field of each form with all that can be put into it; each form as a whole with all ways to send it."""
    whole = [NOTHING, DOUBLED, EVERYWHERE, *TOKENS]
    whole += [f"way:{way}" for way in WAYS] + [f"method:{method}" for method in METHODS]
    whole += [f"by:{who}" for who in people]
    return {
        **{(name, field): list(KINDS) for name, own in fields.items() for field in own},
        **{(name, WHOLE): list(whole) for name in fields},
    }


def in_rounds(targets: Mapping[tuple[str, str], Sequence[str]], chance: Random) -> Iterator[Step]:
    """Everything once: in each round every target that has something left is sent one thing, in an order by chance."""
    left = {target: chance.sample(kinds, len(kinds)) for target, kinds in targets.items()}
    while left:
        for target in chance.sample(sorted(left), len(left)):
            yield Step(*target, left[target].pop())
        left = {target: kinds for target, kinds in left.items() if kinds}
