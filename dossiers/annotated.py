"""Statements with their evidence, for the annotated appendix. Plain data in, plain data out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from claims.accounts.side_by_side import Accounts
from claims.accounts.statement import Statement
from claims.choices import VerificationKind
from claims.coverage import language_name
from claims.ticks import kinds_for, machine_words
from claims.wording import passage_lead
from dossiers import citations
from dossiers.appendix import DOES_NOT_APPLY, DONE, OPEN, AppendixLine, Checkbox
from dossiers.cards import Places
from dossiers.copies import CopyLine, Handing
from sources.choices import Words
from sources.citing.citable import place
from web.edtf import in_words, parse


def annotated(accounts: Accounts, places: Places) -> tuple[AppendixLine, ...]:
    """Every statement that has a note, in the order of notes."""
    return tuple(_line(note.number, note.statement, places) for note in (*accounts.notes, *accounts.notes_apart))


def _line(number: int, one: Statement, places: Places) -> AppendixLine:
    passage, document = one.passage, one.passage.document
    return AppendixLine(
        note=number,
        ref=one.ref,
        source=document.slug,
        lines=places.lines.get(one.ref, ()),
        speaker_native=one.speaker.native_name,
        read_in=citations.text_read(document),
        language_name=language_name(passage.language) if passage.language else "",
        whose=passage_lead(one).rstrip(":") or _("In the speaker's own words"),
        way=_way(one),
        place=place(passage.locator_label, passage.locator) or _("the place in it is not recorded"),
        check=machine_words(passage),
        copy_sha256=passage.copy_sha256,
        kept=(),
        address=document.url,
        archive_address=document.archive_url,
        accessed=citations.when(document.accessed),
        checks=tuple(_boxes(one)),
    )


def _way(one: Statement) -> str:
    *between, _speaker = citations.chain(one)
    if not one.origin_stated:
        return _("the passage does not say where the account comes from")
    if not between:
        return _("read in the speaker's own text")
    if one.passage.words != Words.OWN:
        between = between[1:]  # the text that was read is named by whose words these are
    if not between:
        return ""
    return _("passed on by %(steps)s") % {"steps": " → ".join(reversed(between))}


def _boxes(one: Statement) -> Iterator[Checkbox]:
    applies = kinds_for(one.passage)
    days = {tick.kind: tick.on for tick in one.ticks}
    for kind in VerificationKind:
        title = str(kind.label)
        if day := days.get(kind):
            yield Checkbox(
                kind, title, DONE, day.isoformat(), _("yes, %(day)s") % {"day": day_in_words(day.isoformat())}
            )
        elif kind in applies:
            yield Checkbox(kind, title, OPEN, "", _("not yet"))
        else:
            yield Checkbox(kind, title, DOES_NOT_APPLY, "", _("does not apply"))


def day_in_words(day: str) -> str:
    """A day (ISO 8601) as a reader reads it."""
    parsed = parse(day)
    return in_words(parsed) if parsed else day


def with_copies(appendix: tuple[AppendixLine, ...], copies: Iterable[CopyLine]) -> tuple[AppendixLine, ...]:
    """The appendix with what is kept of each source: the day and the whole SHA-256 of every copy."""
    kept: dict[str, tuple[str, ...]] = {}
    for copy in copies:
        kept[copy.source] = (*kept.get(copy.source, ()), _kept(copy))
    return tuple(replace(line, kept=kept.get(line.source, ())) for line in appendix)


def _kept(copy: CopyLine) -> str:
    told = {"day": day_in_words(copy.preserved_at[:10]), "hash": copy.sha256}
    if copy.handing == Handing.TAKEN_DOWN:
        return _("%(day)s, SHA-256 %(hash)s (taken down since)") % told
    return _("%(day)s, SHA-256 %(hash)s") % told
