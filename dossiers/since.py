"""An earlier dossier beside the one of today: put together with the same choice, compared, and told in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.models import Claim
from dossiers import choice as choices
from dossiers.build import dossier_of
from dossiers.choice import Choice
from dossiers.compare import Comparison, Copied, Line, compare, left_out, told
from dossiers.earlier import Earlier, NotAnEarlierDossier
from dossiers.plain import FORM, Dossier
from stations.models import Country
from web import moments
from web.typed import one_line

STATEMENT, SOURCE = "claims:claim", "claims:source"
DRAFTS = ("draft", "in_review")
REF = re.compile(r"[a-z0-9]{1,12}")
SLUG = re.compile(r"[A-Za-z0-9_-]{1,120}")


@dataclass(frozen=True)
class Since:
    """A comparison, with what has to be said before it."""

    comparison: Comparison
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Lines of one kind. `page` names the address of what stands there today, "" where nothing does."""

    title: str
    lines: tuple[Line, ...]
    page: str = ""


def since(country: Country, earlier: Earlier, *, made_at: datetime) -> Since:
    """What differs in the record today. A fixed number of queries. Raises NotAnEarlierDossier."""
    form = int(earlier.form.rpartition("/")[2])
    ours = int(FORM.rpartition("/")[2])
    code = told(earlier.dossier["country"].get("code"))
    if code.split()[:1] != [country.code]:  # a dossier of several countries has their codes, its own first
        raise NotAnEarlierDossier(
            _("This is a dossier of another country (%(code)s). Compare it on that country's page.")
            % {"code": code[:8]}
        )
    if form > ours:
        raise NotAnEarlierDossier(
            _("This dossier was made by a newer release than this one (%(form)s), which cannot read it.")
            % {"form": earlier.form}
        )
    chosen = choice_of(earlier, country)
    with moments.looking_from(replace(moments.current(), said_by=said_by_of(earlier))):
        now = dossier_of(country, made_at=made_at, choice=chosen)
    before = {**earlier.dossier, "notes": [note for note in earlier.dossier["notes"] if not _is_draft(note)]}
    missing = [ref for ref in left_out(before, now.plain) if REF.fullmatch(ref)]
    seen = Claim.objects.visible_to(AnonymousUser()).withdrawn().filter(ref__in=missing)
    found = compare(before, now.plain, withdrawn=set(seen.values_list("ref", flat=True)))
    return Since(found, tuple(_remarks(earlier, now, form, ours)))


def choice_of(earlier: Earlier, country: Country) -> Choice:
    """What was chosen then, without drafts, as far as it is known today."""
    given = earlier.dossier.get("choice")
    chosen = given if isinstance(given, dict) else {}
    query = QueryDict(mutable=True)
    for name, key in ((choices.WITH, "countries"), (choices.QUESTION, "questions"), (choices.SIDE, "sides")):
        values = chosen.get(key)
        texts = [told(each) for each in values] if isinstance(values, list) else []
        query.setlist(name, [text.lower() for text in texts if SLUG.fullmatch(text)])
    if SLUG.fullmatch(language := told(chosen.get("language"))):
        query[choices.LANGUAGE] = language  # some of what is compared is worded by the site
    return choices.read(query, country).choice


def said_by_of(earlier: Earlier) -> date | None:
    """The day by which everything in it had been said; None where it names none."""
    try:
        return date.fromisoformat(told(earlier.dossier.get("said_by")))
    except ValueError:
        return None


def _is_draft(note: dict[str, object]) -> bool:
    return note.get("state") in DRAFTS


def _remarks(earlier: Earlier, now: Dossier, form: int, ours: int) -> Iterator[str]:
    if earlier.broken:
        yield _(
            "The checksums of the earlier package do not hold: %(number)s of its files are not as its manifest says, "
            "the first is %(first)s. It is compared all the same; do not rely on what it says."
        ) % {"number": len(earlier.broken), "first": earlier.broken[0]}
    if not earlier.is_package:
        yield _("A JSON file has no checksums: whether it is still as it was made cannot be told from it.")
    if form != ours:
        yield _(
            "The earlier dossier has the form %(then)s, today's has %(now)s. What the older form did not hold is left "
            "aside: a difference of the form is not a difference of the record."
        ) % {"then": earlier.form, "now": FORM}
    if any(_is_draft(note) for note in earlier.dossier["notes"]):
        yield _("The earlier dossier holds drafts. They are left aside: only what is published is compared.")
    if now.said_by:
        yield _("Both hold only what had been said by %(day)s.") % {"day": now.said_by_words}
    if as_of := told(earlier.dossier.get("as_of")):
        yield _("The earlier dossier shows the record as it stood at %(moment)s.") % {"moment": as_of[:40]}
    yield from now.choice.words


def in_words(found: Since, country: Country) -> str:
    """The comparison as plain text, for a terminal or a mail."""
    comparison = found.comparison
    head = _("%(country)s: what differs between the dossier of %(then)s and today's, of %(now)s") % {
        "country": country.name, "then": comparison.made_at[:40], "now": comparison.now,
    }  # fmt: skip
    blocks = ["\n".join([head, *(f"! {remark}" for remark in found.remarks)])]
    if comparison.is_nothing:
        blocks.append(_("Nothing differs in the record."))
    for part in parts(comparison):
        texts = (text for line in part.lines for text in _texts(line))
        blocks.append("\n".join([f"{part.title} ({len(part.lines)})", *texts]))
    return "\n\n".join(blocks)


def parts(comparison: Comparison) -> list[Part]:
    """What differs, under the titles by which a page and the terminal tell it; empty parts are left out."""
    found = [
        Part(_("Statements added"), comparison.added, STATEMENT),
        Part(_("Statements changed"), comparison.changed, STATEMENT),
        Part(_("Statements withdrawn by the editors"), comparison.withdrawn, STATEMENT),
        Part(_("Statements no longer in the dossier"), comparison.gone),
        Part(_("Sources added"), comparison.sources_added, SOURCE),
        Part(_("Sources changed"), comparison.sources_changed, SOURCE),
        Part(_("Sources no longer cited"), comparison.sources_gone),
        Part(_("Copies added"), _of_copies(comparison.copies_added), SOURCE),
        Part(_("Copies no longer there"), _of_copies(comparison.copies_gone)),
    ]
    return [part for part in found if part.lines]


def _of_copies(copies: Iterable[Copied]) -> tuple[Line, ...]:
    return tuple(Line(one.source, f"SHA-256 {one.sha256}") for one in copies)


def _texts(line: Line) -> Iterator[str]:
    yield f"  {line.name}  {one_line(line.reads)}"
    for change in line.changes:
        yield f"    {change.label}:"
        yield f"      - {one_line(change.before)}"
        yield f"      + {one_line(change.after)}"
