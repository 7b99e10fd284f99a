"""From how many places an account comes (DESIGN §3, "Origin").

A statement that restates another is the same utterance: it is followed to its root. A statement that builds on another
is a new origin that used it. Seven articles that repeat one report are one account.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from claims.accounts.side_by_side import Origins
from claims.accounts.statement import About, Answer, Speaker, Statement
from claims.choices import SILENT_STANCES, Operator
from sources.choices import CopyKind, Words


def root_of(statement: Statement, known: Mapping[str, Statement]) -> Statement:
    """The utterance that a statement repeats, as far as it is known; the statement itself when it repeats none."""
    seen = {statement.ref}
    at = statement
    while at.restates and at.restates[0] in known and at.restates[0] not in seen:
        at = known[at.restates[0]]
        seen.add(at.ref)
    return at


def root_ref(statement: Statement, known: Mapping[str, Statement]) -> str:
    """A name for the utterance that stays the same when its first text is not at hand."""
    root = root_of(statement, known)
    return root.restates[0] if root.restates and root.restates[0] not in known else root.ref


def same_body(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are the same, one part of the other, or both part of one body."""
    return not bodies_of(one).isdisjoint(bodies_of(other))


def bodies_of(speaker: Speaker) -> frozenset[str]:
    """The slugs of a speaker and of everything that it is part of."""
    return frozenset(speaker.bodies or (speaker.slug,))


def is_loop(statement: Statement) -> bool:
    """Whether the speaker is also a relay: La Nazione reports that CNN cites La Nazione."""
    if not statement.relays:
        return False
    speaker = statement.speaker.slug
    return statement.passage.document.publisher_slug == speaker or any(
        step.slug == speaker for step in statement.relays
    )


def nearness(statement: Statement) -> tuple[object, ...]:
    """How near the text that was read stands to where the words were said; the nearest sorts first.

    Fewer steps between, then the speaker's own words, then an original before a copy, then what was published first.
    """
    document = statement.passage.document
    steps = len(statement.relays) + (document.publisher_slug != statement.speaker.slug)
    issued = document.issued.earliest if document.issued else None
    return (
        steps,
        statement.passage.words != Words.OWN,
        document.copy_kind != CopyKind.ORIGINAL,
        issued or date.max,
        statement.ref,
    )


def origins_of(statements: Iterable[Statement], known: Mapping[str, Statement]) -> Origins:
    """Count speakers, occasions, sources and origins: four different numbers.

    An origin is the outermost body of a root's speaker, so that two ministries of one government are one; an occasion
    is a date on which a root was said. A statement whose origin is not stated is an origin of nothing. Who declined
    or did not reply gave no account.
    """
    given = [statement for statement in statements if statement.stance not in SILENT_STANCES]
    roots = {root_ref(statement, known): root_of(statement, known) for statement in given}
    stated = [root for root in roots.values() if root.origin_stated]
    return Origins(
        speakers=len({root.speaker.slug for root in roots.values()}),
        occasions=len({(root.speaker.slug, root.said_on.text if root.said_on else "") for root in roots.values()}),
        sources=len({statement.passage.document.slug for statement in given}),
        origins=len({outermost(root.speaker) for root in stated}),
        unstated=len(roots) - len(stated),
        loops=tuple(statement.ref for statement in given if is_loop(statement)),
    )


def outermost(speaker: Speaker) -> str:
    """The slug of the largest body that a speaker is part of: what makes two speakers one origin."""
    return speaker.bodies[-1] if speaker.bodies else speaker.slug


def retellings(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    """Restatements that changed what they repeat, by the ref of the root: another answer, stance, speaker or subject.

    Only roots among the statements are named: elsewhere a reader could not see what was changed.
    """
    known = {statement.ref: statement for statement in statements}
    changed: dict[str, list[Statement]] = {}
    for statement in known.values():
        root = root_of(statement, known)
        if root is not statement and is_changed(statement, root):
            changed.setdefault(root.ref, []).append(statement)
    return {ref: tuple(found) for ref, found in changed.items()}


def without_retellings(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements but for those that changed what they repeat: these take no part in a conflict."""
    given = tuple(statements)
    changed = {statement.ref for found in retellings(given).values() for statement in found}
    return tuple(statement for statement in given if statement.ref not in changed)


def is_changed(retold: Statement, root: Statement) -> bool:
    """Whether a restatement on the same question differs in answer, stance, speaker or subject from its root."""
    return retold.asked.slug == root.asked.slug and bool(changes(retold, root))


def changes(retold: Statement, root: Statement) -> tuple[str, ...]:
    """What a retelling changed: answer, stance, speaker, subject."""
    differs = {
        "answer": not same_answer(retold.answer, root.answer),
        "stance": retold.stance != root.stance,
        "speaker": not same_body(retold.speaker, root.speaker),
        "subject": not _one_in_the_other(retold.about, root.about),
    }
    return tuple(part for part, is_so in differs.items() if is_so)


def _one_in_the_other(one: About, other: About) -> bool:
    return one.slug in other.inside or other.slug in one.inside


def same_answer(one: Answer, other: Answer) -> bool:
    """Whether two typed answers say the same. “About 54” retold as “54” is no other answer."""
    return answer_key(_exactly(one)) == answer_key(_exactly(other))


def _exactly(answer: Answer) -> Answer:
    count = answer.count
    if count is None or count.operator != Operator.ABOUT:
        return answer
    return replace(answer, count=replace(count, operator=Operator.EQUAL))


def answer_key(answer: Answer) -> tuple[object, ...]:
    """What makes two typed answers the same answer, whatever their wording."""
    if answer.choice:
        return ("choice", answer.choice.slug)
    if answer.count:
        count = answer.count
        return ("count", count.operator, count.low, count.high, count.unit, count.scope.casefold())
    if answer.when:
        return ("date", answer.when.text)
    if answer.party:
        return ("party", answer.party.slug)
    return ()
