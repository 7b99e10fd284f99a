"""A word planted in all that a record says, in its history, its reasons and its copies. All rows are invented."""

from dataclasses import dataclass
from typing import Any

import pghistory
from django.db.models import Model

from claims.models import Claim
from sources.choices import Rights
from sources.models import Capture, Party
from sources.preserving import actions
from tests import factories as make
from tests.preserving.bring import bring
from tests.rules.refusals import update
from web.erasing import texts_of

WORD = "zwoelfplanted"
PAGE = f"<!doctype html><title>The {WORD} title</title><p>Words before. The {WORD} words. And after.</p>".encode()
REASON = f"Because of {WORD}."

# Text that is no word of anybody: the public number of a claim.
NO_WORDS: dict[type[Model], set[str]] = {Claim: {"ref"}}


@dataclass(frozen=True)
class Planted:
    """One published statement with all it rests on, the word in all of it."""

    claim: Claim
    capture: Capture
    party: Party
    document: str

    @property
    def addresses(self) -> list[str]:
        """Where it stands, as readers knew it before the removal."""
        claim = self.claim
        source = claim.citation.source
        found = [claim.get_absolute_url(), f"/passages/{claim.citation.pk}/", f"/passages/{claim.citation.pk}.json"]
        found += [source.get_absolute_url(), f"{source.get_absolute_url()}captures/{self.capture.pk}/"]
        return [*found, self.party.get_absolute_url(), self.document]


def plant(*, in_dates: bool = False) -> Planted:
    """Write the word into every column that can hold one, twice, so that the history holds it under two forms."""
    document = make.make_subject(kind="document", label=f"The {WORD} report", slug=f"{WORD}-report")
    make.make_name(subject=document, name=f"{WORD} other name", note=WORD)
    source = make.make_source(rights=Rights.PUBLIC_RECORD, subject=document)
    party = make.make_party(kind="state_media")
    answer: dict[str, Any] = {"date_answer": "2022-12"} if in_dates else {"answer_party": party}
    claim = make.make_claim(citation=make.make_citation(source=source), asserted_by=party, state="withdrawn", **answer)
    make.make_claim(subject=document)
    make.make_link(make.make_claim(), claim, kind="rebuts")
    link = make.make_link(make.make_claim(), claim, kind="replaces")
    update(link, reason=f"It said {WORD}.")
    judged = make.make_same_place(claim=claim, withdrawn_at=make.NOON)
    update(judged, reason=f"It says {WORD}.", withdrawn_reason=f"It meant no {WORD}.")
    make.make_search(party=party, what=f"A {WORD} statement", where=WORD, note=WORD, slug=f"{WORD}-search")
    for about in ({"claim": claim}, {"source": source}, {"subject": document}, {"party": party}):
        make.make_desk_note(**about, text=f"The desk knows {WORD}.", why=f"Because of {WORD}.")
        make.make_desk_note(**about, text=f"It knew {WORD}.", why=WORD).delete()
    capture = bring(source, PAGE)
    actions.release(capture, by=the_editor(), at=make.NOON)
    make.make_capture(
        source=source, name=f"{WORD}.pdf", http_headers=[["Title", WORD]], requested_url=url(), final_url=url()
    )
    for again in ("", "-again"):
        with pghistory.context(who=the_editor().pk, why=f"Changed. {REASON}", reason=REASON):
            for row in (source, claim.citation, party, claim):
                write(row, f"{WORD}{again}", in_dates=in_dates)
    every: list[Model] = [source, claim.citation, party, claim, document]
    for each in every:
        each.refresh_from_db()
    return Planted(claim, capture, party, document.get_absolute_url())


def url() -> str:
    """An address that holds the word."""
    return f"https://press.example/{WORD}"


def the_editor() -> Any:
    """Who removes."""
    return make.the_editor()


def write(row: Model, word: str, *, in_dates: bool) -> None:
    """The word in every column of a row that can hold one."""
    columns: dict[str, object] = dict.fromkeys(texts_of(type(row)) - NO_WORDS.get(type(row), set()), word)
    for name in list(columns):
        if name.endswith("url"):
            columns[name] = f"https://press.example/{word}"
        if name in ("asserted_on", "about_period", "date_answer", "issued", "accessed") and not in_dates:
            del columns[name]
        elif name in ("about_period", "date_answer"):
            columns[f"{name}_latest"] = "2022-12-31"
    if "locator" in columns:
        columns["locator"] = word[:50]
    update(row, **columns)


def columns_with(model: type[Model], pk: int, word: str) -> set[str]:
    """The columns of one row in which the word stands."""
    row = model._default_manager.filter(pk=pk).values().get()
    return {name for name, value in row.items() if word in str(value)}
