"""How a note and a bibliography entry read: one place for every format (docs/decisions/0014-notes-of-the-dossier.md).

A reader can choose a citation style (sources/citing). In our own, the order is that of Chicago's notes. Nothing is
left out because a style has no room for it: a source without a title goes by its publisher or its site, else it is
"Untitled"; one without a date is "undated"; and the address, the archived copy and the day it was read always stand.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.accounts.statement import Document, Statement
from claims.choices import ClaimState
from claims.footnote import goes_by
from claims.ticks import machine_note
from claims.wording import alone_words, original_not_seen, original_words, passage_lead, relay_steps
from dossiers.citing import IN_OUR_ORDER, Citing
from dossiers.measured import When
from sources.choices import CslType, Words
from sources.citing.citable import ENDS, closed, copy_note, place
from sources.citing.runs import Run
from web.edtf import EdtfDate, in_words

STANDS_ALONE = {CslType.BOOK, CslType.REPORT, CslType.LEGISLATION, CslType.DATASET}


def when(date: EdtfDate | None) -> When | None:
    """A date as plain data."""
    if date is None:
        return None
    return When(
        edtf=date.text,
        earliest=date.earliest.isoformat() if date.earliest else "",
        latest=date.latest.isoformat() if date.latest else "",
        words=_in_words(date, get_language()),
    )


@lru_cache(maxsize=4096)
def _in_words(date: EdtfDate, _language: str | None) -> str:
    return in_words(date)


def note(statement: Statement, cited: Citing = IN_OUR_ORDER) -> tuple[Run, ...]:
    """The whole note of one statement: the citation, the passage and whose words it holds, the way here, its ref.

    The citation is in the style of `cited`; the rest is the same in every style.
    """
    passage = statement.passage
    found = cited.note(passage) or _citation(passage.document, place(passage.locator_label, passage.locator))
    runs = [*found, *_passage(statement), *_way(statement)]
    if statement.state == ClaimState.WITHDRAWN:
        runs.append(Run(_("Withdrawn by the editors."), "strong"))
    if alone := alone_words(statement):
        runs.append(Run(f"{alone}.", "strong"))
    if statement.public_note:
        runs.append(Run(_("Note: %(note)s") % {"note": closed(statement.public_note)}))
    runs.append(Run(_("Statement %(ref)s.") % {"ref": statement.ref}))
    return _whole(runs)


def bibliography(document: Document) -> tuple[Run, ...]:
    """The entry of one source."""
    return _whole(_citation(document, ""))


def _whole(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.text)


def _citation(document: Document, where: str) -> list[Run]:
    runs = [Run(f"{document.authors},")] if document.authors else []
    runs.extend(_title(document))
    if document.translated_title:
        runs.append(Run(_("[in English: %(title)s],") % {"title": document.translated_title}))
    if document.container_title:
        runs.append(Run(f"{document.container_title},", "title"))
    if document.publisher and document.publisher != document.container_title:
        runs.append(Run(f"{document.publisher},"))
    if document.number:
        runs.append(Run(f"{document.number},"))
    if document.version:
        runs.append(Run(_("version: %(version)s,") % {"version": document.version}))
    dated = in_words(document.issued) if document.issued else _("undated")
    runs.append(Run(f"{dated}, {where}." if where else f"{dated}."))
    return [*runs, Run(copy_note(document)), *_addresses(document)]


def _title(document: Document) -> list[Run]:
    if not document.title:
        return [] if document.container_title or document.publisher else [Run(f"{goes_by(document)},")]
    if document.csl_type in STANDS_ALONE:
        return [Run(f"{document.title},", "title", document.language)]
    return [Run(f"“{document.title}”,", "", document.language)]


def _addresses(document: Document) -> list[Run]:
    runs = [Run(document.url, "address")] if document.url else [Run(_("No address recorded."))]
    if document.archive_url:
        runs.extend([Run(_("Archived at")), Run(document.archive_url, "address")])
    if document.accessed:
        runs.append(Run(_("Accessed %(date)s.") % {"date": in_words(document.accessed)}))
    elif document.url:
        runs.append(Run(_("Day of access not recorded.")))
    return runs


def _passage(statement: Statement) -> list[Run]:
    passage = statement.passage
    lead = passage_lead(statement) or _("In the speaker's own words:")
    quoted = f"“{passage.exact}”" if passage.words == Words.OWN else f"‘{passage.exact}’"
    runs = [Run(lead), Run(quoted if passage.exact.rstrip().endswith(ENDS) else f"{quoted}.", "", passage.language)]
    if passage.translation:
        translated = _("In English, translated by %(translator)s: %(text)s") % {
            "translator": passage.translated_by,
            "text": f"‘{passage.translation}’" if passage.translation.endswith(ENDS) else f"‘{passage.translation}’.",
        }
        runs.append(Run(translated))
    return runs


def _way(statement: Statement) -> list[Run]:
    runs = []
    steps = chain(statement)
    if len(steps) > 1:
        runs.append(Run(_("The way here: %(steps)s.") % {"steps": " → ".join(steps)}))
    if not statement.origin_stated:
        runs.append(Run(_("The passage does not say where the account comes from.")))
    if original_not_seen(statement):
        runs.append(Run(closed(original_words(statement))))
    return [*runs, Run(machine_note(statement.passage))]


def chain(statement: Statement) -> tuple[str, ...]:
    """Who passed the account on, from the text that was read to the speaker."""
    read, *steps = relay_steps(statement)
    names = [f"{step.name} (“{step.document}”)" if step.document else step.name for step in steps]
    return (text_read(statement.passage.document) if names or not read.slug else read.name, *names)


def text_read(document: Document) -> str:
    """The text that was read, in two or three words: whose it is, else its title."""
    named = document.publisher or document.container_title
    if named:
        return named
    return f"“{document.title}”" if document.title else goes_by(document)
