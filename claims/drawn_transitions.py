"""docs/review.md, drawn from the table of steps: a diagram in plain text that many viewers also draw, and the table."""

from collections.abc import Iterator

from django.utils.translation import override

from claims.choices import ClaimState
from claims.transitions import TRANSITIONS, Transition

HEAD = """# From a draft to readers, and back

*Drawn from `claims/transitions.py` by `manage.py draw_transitions`. Edit the table there; `make check` compares.*

Every step that a claim can take stands here, and the database refuses every other. Why it is so:
[0037](decisions/0037-steps-and-a-second-reader.md).

```mermaid
stateDiagram-v2
"""
TABLE = """```

| from | to | step | who may | who reads the reason | what it is for |
|---|---|---|---|---|---|
"""
FOOT = """
An editor who wrote the claim is its author, and no other editor. With `SECOND_READER=optional`, for a desk of one, its
author may publish it; it then says *Not checked by a second person* wherever it stands, until another editor has read
it as the second person. A draft that no reader ever saw can be discarded, by its author or an editor; history keeps it.

What is published is what the editor read. Where the claim, its passage, the cited document, a step, the document of a
step or a link was changed since the page was opened, nothing is published, and the editor reads it again. What another
desk keeps to itself does not count.
"""


def document() -> str:
    """The whole of docs/review.md, in English whatever the language of whoever draws it."""
    with override("en"):
        return "".join([HEAD, *_diagram(), TABLE, *(_row(each) for each in TRANSITIONS), FOOT])


def _diagram() -> Iterator[str]:
    yield f"    [*] --> {ClaimState.DRAFT.value}: add\n"
    for each in TRANSITIONS:
        yield f"    {each.before.value} --> {each.after.value}: {each.name}\n"


def _row(each: Transition) -> str:
    cells = (each.before.label, each.after.label, f"`{each.name}`", each.who.label, each.reason_for.label, each.does)
    return f"| {' | '.join(map(str, cells))} |\n"
