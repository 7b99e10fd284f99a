"""How a statement came here, as PROV-JSON (https://www.w3.org/submissions/prov-json/), from plain data.

From whoever spoke, through whoever passed it on, to the source that was read, its preserved copy, the passage and the
statement; and what was checked on which day. Whoever works here is the desk and never a person.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from claims.accounts.statement import Speaker, Statement

RECORD = "record"
DESK = f"{RECORD}:desk"

Json = dict[str, Any]


class _Account:
    """The document while it is written; relations get numbers in their order."""

    def __init__(self) -> None:
        self.parts: defaultdict[str, Json] = defaultdict(dict)

    def tell(self, what: str, key: str, **values: object) -> str:
        """An entity, an activity or an agent; its key is given back."""
        told = {f"prov:{name}": value for name, value in values.items() if value}
        self.parts[what].setdefault(f"{RECORD}:{key}", told)
        return f"{RECORD}:{key}"

    def relate(self, how: str, **ends: str) -> None:
        """A relation between two of them."""
        number = sum(len(each) for how_else, each in self.parts.items() if how_else.startswith("was")) + 1
        self.parts[how][f"_:r{number}"] = {f"prov:{end}": key for end, key in ends.items()}


def provenance(statement: Statement, absolute: Callable[[str], str]) -> Json:
    """The document for one statement."""
    account = _Account()
    passage, document = statement.passage, statement.passage.document
    said = account.tell("entity", f"claims/{statement.ref}/", label=statement.sentence, type="statement")
    words = account.tell("entity", f"passages/{passage.key}/", value=passage.exact, type="passage")
    source = account.tell("entity", f"sources/{document.slug}/", label=document.title, location=document.url)
    read = source
    if passage.copy_sha256:
        read = account.tell("entity", f"copies/{passage.copy_sha256}", label="preserved copy", type="copy")
        account.relate("wasDerivedFrom", generatedEntity=read, usedEntity=source)
    account.relate("wasDerivedFrom", generatedEntity=words, usedEntity=read)
    account.relate("wasDerivedFrom", generatedEntity=said, usedEntity=words)
    account.relate("wasAttributedTo", entity=said, agent=_speaker(account, statement.speaker))
    if document.publisher_slug:
        publisher = account.tell("agent", f"parties/{document.publisher_slug}/", label=document.publisher)
        account.relate("wasAttributedTo", entity=source, agent=publisher)
    _passed_on(account, statement, source)
    _done_here(account, statement, said)
    return {"prefix": {RECORD: absolute("/")}, **account.parts}


def _speaker(account: _Account, speaker: Speaker) -> str:
    return account.tell("agent", f"parties/{speaker.slug}/", label=speaker.name)


def _passed_on(account: _Account, statement: Statement, source: str) -> None:
    """The steps between the source and the speaker: each rests on the next."""
    after = source
    for number, step in enumerate(statement.relays, start=1):
        key = f"sources/{step.document_slug}/" if step.document_slug else f"claims/{statement.ref}/step-{number}"
        told = account.tell("entity", key, label=step.document or f"as told by {step.name}")
        account.relate("wasDerivedFrom", generatedEntity=after, usedEntity=told)
        account.relate(
            "wasAttributedTo", entity=told, agent=account.tell("agent", f"parties/{step.slug}/", label=step.name)
        )
        after = told


def _done_here(account: _Account, statement: Statement, said: str) -> None:
    """The recording, and each check by its day."""
    organisation = {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"}
    account.tell("agent", "desk", label="the desk of On Record", type=organisation)
    recording = account.tell("activity", f"claims/{statement.ref}/recording", label="recorded from the passage")
    account.relate("wasAssociatedWith", activity=recording, agent=DESK)
    account.relate("wasGeneratedBy", entity=said, activity=recording)
    for tick in statement.ticks:
        key = f"claims/{statement.ref}/checked-{tick.kind}-{tick.on}"
        day = f"{tick.on.isoformat()}T00:00:00Z"
        checking = account.tell("activity", key, label=f"checked on {tick.on}: {tick.kind}", startTime=day)
        account.relate("wasAssociatedWith", activity=checking, agent=DESK)
        account.relate("wasInfluencedBy", influencee=said, influencer=checking)
