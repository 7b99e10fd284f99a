"""What the dossier says about itself and lists beside the cards: figures, numbers, notes, timeline, ways, sources."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from claims.accounts.side_by_side import Accounts, Note
from claims.accounts.statement import Passage, Statement
from claims.choices import VerificationKind
from claims.counts import counts_of
from claims.coverage import Coverage, coverage_of, language_name, looked_words, rests_on
from claims.listed import listed_among
from claims.origins import is_loop
from claims.sides import side_title
from claims.wording import alone_words, original_not_seen, original_words
from dossiers import citations, numbers
from dossiers.cards import Places, conflict_lines, silences, spoken_by
from dossiers.choice import EVERYTHING, Choice
from dossiers.citing import Citing
from dossiers.first_page import Figure, Summary, Unseen
from dossiers.plain import Chain, CheckedLine, NoteLine, QuestionLine, SourceLine
from sources.citing.item import item
from stations.models import Country
from web.edtf import EdtfDate, parse
from web.moments import current
from web.moments import in_words as moment_in_words


def summary(
    accounts: Accounts, country: Country, places: Places, looked_on: date | None, choice: Choice = EVERYTHING
) -> Summary:
    """The first page."""
    counts = counts_of(accounts, listed_among(accounts))
    held = coverage_of(
        [note.statement for note in accounts.notes], accounts.statements or _noted(accounts), country.code
    )
    return Summary(
        nothing="" if accounts.notes else _nothing(accounts, country),
        rests_on=_rests_on(accounts, country, looked_on),
        figures=_figures(accounts, held),
        languages=tuple(Figure(tag, language_name(tag), number) for tag, number in held.languages),
        sides=tuple(Figure(side, side_title(side, country), number) for side, number in held.sides),
        leaves_out=_leaves_out(accounts, country, choice),
        not_seen=_not_seen(accounts, places),
        conflicts=tuple(
            line for heading in accounts.headings for line in conflict_lines(heading.conflicts, heading, places)
        ),
        numbers=numbers.scales(counts),
        listed=numbers.listed(counts),
        silent=silences(accounts.silent_sides),
    )


def _nothing(accounts: Accounts, country: Country) -> str:
    name = country.name_in_text or country.name
    if accounts.said_by:
        told = _(
            "No published statement about %(country)s that is held here had certainly been made by %(day)s. This is "
            "not a finding that there was nothing."
        )
        return told % {"country": name, "day": moment_in_words(accounts.said_by)}
    told = _(
        "Nothing is recorded here about %(country)s. This is not a finding that there is nothing: it says only that no "
        "published statement is held."
    )
    return told % {"country": name}


def _noted(accounts: Accounts) -> dict[str, Statement]:
    return {note.statement.ref: note.statement for note in accounts.notes}


def _figures(accounts: Accounts, held: Coverage) -> tuple[Figure, ...]:
    statements = [note.statement for note in accounts.notes]
    kinds = Counter(kind for _slug, kind in {(one.about.slug, one.about.kind) for one in statements})
    counted = [
        ("statements", _("Statements"), held.statements),
        ("speakers", _("Speakers"), held.origins.speakers),
        ("sources", _("Sources cited"), held.sources),
        ("origins", _("Origins: bodies from which the accounts finally come"), held.origins.origins),
        ("unstated", _("Accounts whose origin is not stated"), held.origins.unstated),
        ("conflicts", _("Conflicts between accounts"), len(accounts.conflicts)),
        ("places", _("Places that statements are about"), kinds["place"]),
        ("stations", _("Reported stations that statements are about"), kinds["station"]),
        ("agreements", _("Agreements and patrols that statements are about"), kinds["agreement"]),
    ]
    return tuple(Figure(slug, label, value) for slug, label, value in counted)


def _rests_on(accounts: Accounts, country: Country, looked_on: date | None) -> str:
    known = accounts.statements or _noted(accounts)
    covered = coverage_of([one for one in known.values() if not one.is_general], known, country.code)
    return f"{rests_on(covered, country)} {looked_words(looked_on)}"


def _leaves_out(accounts: Accounts, country: Country, choice: Choice) -> tuple[str, ...]:
    left = [
        *[_("Drafts and statements that no editor has published. Only their authors stand for them.")]
        * (not choice.drafts),
        *[_("Questions that were not chosen, and their answers.")] * bool(choice.questions),
        *[_("What is said by sides that were not chosen.")] * bool(choice.sides),
        _("Statements and sources that are restricted, and what was removed for law, safety or privacy. "
          "How many is not stated."),
        _("Addresses of reported stations, and the names of private and returned people, so that nobody is put at "
          "risk."),
        _("Statements about other countries, which have dossiers of their own, and general statements that were not "
          "made about %(country)s and join no question here.") % {"country": country.name_in_text or country.name},
    ]  # fmt: skip
    return (*_leaves_out_of_the_moment(accounts), *left)


def _leaves_out_of_the_moment(accounts: Accounts) -> Iterator[str]:
    if as_of := current().as_of:
        then = {"moment": moment_in_words(as_of)}
        yield _("Whatever was entered, changed or withdrawn here after %(moment)s.") % then
    if accounts.said_by:
        yield _("Whatever was said after %(day)s.") % {"day": moment_in_words(accounts.said_by)}
        yield _(
            "From every count and comparison: what may have been said later, because its date is missing or lies on "
            "both sides of that day. It is listed apart, with the reason."
        )


def _day(day: date) -> EdtfDate:
    return parse(day.isoformat()) or EdtfDate(day.isoformat(), day, day)


def _not_seen(accounts: Accounts, places: Places) -> tuple[Unseen, ...]:
    found: dict[str, list[Note]] = {}
    for note in accounts.notes:
        if original_not_seen(note.statement):
            found.setdefault(citations.text_read(note.statement.passage.document), []).append(note)
    lines = {read_in: [places.line_of(note.statement.ref) for note in notes] for read_in, notes in found.items()}
    return tuple(
        Unseen(
            read_in=read_in,
            speakers=tuple(dict.fromkeys(note.statement.speaker.name for note in notes)),
            lines=tuple(dict.fromkeys(lines[read_in])),
            notes=tuple(note.number for note in notes),
        )
        for read_in, notes in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].casefold()))
    )


def notes(accounts: Accounts, places: Places, cited: Citing) -> tuple[NoteLine, ...]:
    """Every numbered note, whole; those of what is listed apart come last."""
    return tuple(_note(note.number, note.statement, places, cited) for note in (*accounts.notes, *accounts.notes_apart))


def _note(number: int, one: Statement, places: Places, cited: Citing) -> NoteLine:
    passage, count = one.passage, one.answer.count
    return NoteLine(
        number=number,
        ref=one.ref,
        runs=citations.note(one, cited),
        source=passage.document.slug,
        speaker=one.speaker.name,
        stance=one.stance,
        question=one.asked.slug,
        subject=one.about.label,
        subject_kind=one.about.kind,
        answer=one.answer.text,
        answer_type=one.asked.answer_type,
        count=asdict(count) if count else None,
        sentence=one.sentence,
        said_on=citations.when(one.said_on),
        about_period=citations.when(one.about_period),
        spoken_by=spoken_by(one),
        asked_by=one.asked_by.name if one.asked_by else "",
        locator_label=passage.locator_label,
        locator=passage.locator,
        exact=passage.exact,
        prefix=passage.prefix,
        suffix=passage.suffix,
        words=passage.words,
        language=passage.language,
        translation=passage.translation,
        translated_by=passage.translated_by,
        chain=citations.chain(one),
        origin_stated=one.origin_stated,
        verified=tuple(sorted(one.verified)),
        checked=_checked(one),
        original=original_words(one),
        alone=alone_words(one),
        **_found(passage),
        restates=one.restates,
        builds_on=one.builds_on,
        rebuts=one.rebuts,
        replaces=one.replaces,
        state=one.state,
        public_note=one.public_note,
        lines=places.lines.get(one.ref, ()),
        side=places.sides.get(one.ref, ""),
    )


def _found(passage: Passage) -> dict[str, Any]:
    """What a machine found when it last looked for the words of a passage in a copy."""
    return {
        "quote_check": passage.found,
        "quote_page": passage.found_on_page,
        "copy_sha256": passage.copy_sha256,
        "quote_spans": passage.spans,
        "quote_text_sha256": passage.text_sha256,
        "quote_rules": passage.rules,
    }


def questions(accounts: Accounts) -> tuple[QuestionLine, ...]:
    """Every question that a statement here answers, in the order of headings."""
    asked = {note.statement.asked.slug: note.statement.asked for note in (*accounts.notes, *accounts.notes_apart)}
    return tuple(
        QuestionLine(one.slug, one.wording, one.heading_order, one.heading_title, one.answer_type)
        for one in sorted(asked.values(), key=lambda one: (one.heading_order, one.order, one.slug))
    )


def _checked(one: Statement) -> tuple[CheckedLine, ...]:
    return tuple(
        CheckedLine(tick.kind, str(VerificationKind(tick.kind).label), tick.on.isoformat()) for tick in one.ticks
    )


def chains(accounts: Accounts) -> tuple[Chain, ...]:
    """How each account reached this record; statements that came the same way stand together."""
    found: dict[tuple[tuple[str, ...], bool, bool], list[int]] = {}
    for note in (*accounts.notes, *accounts.notes_apart):
        key = (citations.chain(note.statement), is_loop(note.statement), note.statement.origin_stated)
        found.setdefault(key, []).append(note.number)
    return tuple(Chain(steps, loop, stated, tuple(numbers)) for (steps, loop, stated), numbers in found.items())


def sources(accounts: Accounts, cited: Citing) -> tuple[SourceLine, ...]:
    """The bibliography: in the order of its style, in our own by the first letters of its entries."""
    noted: dict[str, list[int]] = {}
    for note in (*accounts.notes, *accounts.notes_apart):
        noted.setdefault(note.statement.passage.document.slug, []).append(note.number)
    lines = [
        SourceLine(
            slug=document.slug,
            runs=cited.entries.get(document.slug) or citations.bibliography(document),
            copy_kind=document.copy_kind,
            issued=citations.when(document.issued),
            accessed=citations.when(document.accessed),
            remark=document.note,
            notes=tuple(noted.get(document.slug, ())),
            csl=item(document),
        )
        for document in accounts.documents
    ]
    return tuple(sorted(lines, key=lambda line: (*cited.order(line.slug), line.letters, line.slug)))
