"""Lines of the log in words: what was changed, from what to what, and why. A fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.choices import LinkKind
from claims.log.query import Line, LogKind
from claims.log.told import TOLD, called
from claims.models import Choice, Claim, Question, Removal, SamePlace
from sources.choices import RemovalReason
from sources.models import Citation, Party, PartyAlias, Source
from stations.models import Subject
from web.erasing import REMOVED, versions_of

MODELS: dict[str, type[Model]] = {
    LogKind.STATEMENT: Claim,
    LogKind.WITHDRAWN: Claim,
    LogKind.PASSAGE: Citation,
    LogKind.SOURCE: Source,
    LogKind.PARTY: Party,
    LogKind.PLACE: Subject,
    LogKind.QUESTION: Question,
    LogKind.ANSWER: Choice,
    LogKind.SAME_PLACE: SamePlace,
}
# What a change is told by beside the columns of its model.
ALSO: dict[type[Model], tuple[str, ...]] = {Claim: ("state", "withdrawn_reason"), SamePlace: ("withdrawn_at",)}
OF_CLAIMS = (LogKind.STATEMENT, LogKind.WITHDRAWN, LogKind.CHAIN, LogKind.LINK)


@dataclass(frozen=True)
class Change:
    """One thing that reads differently: what it is called, what it was, what it is; "" for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Correction:
    """One line of the log as readers get it. `address` is "" where there is nothing to lead to; nobody is named."""

    kind: str
    at: datetime
    what: str
    address: str
    countries: tuple[str, ...]
    changes: tuple[Change, ...]
    reason: str

    @property
    def kind_words(self) -> str:
        """What sort of change it is."""
        return str(LogKind(self.kind).label)


@dataclass(frozen=True)
class _Record:
    what: str
    address: str
    countries: tuple[str, ...] = ()


def read(lines: Sequence[Line]) -> list[Correction]:
    """These lines in words, in their order."""
    records, versions = _records(lines), _versions(lines)
    names = called(_pointed_at(lines, versions))
    hops = _hops(lines)
    gone = Removal.objects.filter(pk__in=_rows(lines, [LogKind.REMOVED])).select_related("claim")
    merged = PartyAlias.objects.filter(pk__in=_rows(lines, [LogKind.MERGED])).select_related("party")
    aliases = {row.pk: row for row in merged}
    removals = {row.pk: row for row in gone}
    found = []
    for line in lines:
        if line.kind == LogKind.REMOVED:
            found.append(_removed(line, removals[line.row]))
            continue
        if line.kind == LogKind.MERGED:
            found.append(_merged(line, aliases[line.row]))
            continue
        record = records.get((_model(line), line.row), _Record(_("A record that is not here any more"), ""))
        if line.kind in (LogKind.CHAIN, LogKind.LINK):
            changes, context = hops[line]
        else:
            after, before = versions[_model(line), line.after], versions[_model(line), line.before]
            changes, context = _changes(_model(line), before, after, names), after["pgh_context__metadata"]
        found.append(
            Correction(line.kind, line.at, record.what, record.address, record.countries, changes, reason_of(context))
        )
    return found


def _model(line: Line) -> type[Model]:
    return MODELS.get(line.kind, Claim)


def _rows(lines: Iterable[Line], kinds: Iterable[str]) -> set[int]:
    return {line.row for line in lines if line.kind in kinds}


def reason_of(context: object) -> str:
    """What readers are told: the reason that was given, or what the act says of itself. Never who."""
    metadata: dict[str, Any] = context if isinstance(context, dict) else {}
    told = str(metadata.get("reason") or metadata.get("why") or "").strip()
    if told == REMOVED:
        return _("The reason was removed with something that the same act had changed.")
    return told or _("No reason was given: it was changed outside the site.")


def _versions(lines: Sequence[Line]) -> dict[tuple[type[Model], int], dict[str, Any]]:
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for line in lines:
        if line.kind in MODELS:
            wanted[MODELS[line.kind]] |= {line.after, line.before}
    found: dict[tuple[type[Model], int], dict[str, Any]] = {}
    for model, keys in wanted.items():
        also = ALSO.get(model, ())
        rows: Any = versions_of(model).filter(pgh_id__in=keys)
        for row in rows.values("pgh_id", "pgh_context__metadata", *TOLD[model], *also):
            found[model, row["pgh_id"]] = row
    return found


def _pointed_at(
    lines: Sequence[Line], versions: dict[tuple[type[Model], int], dict[str, Any]]
) -> dict[type[Model], set[int]]:
    found: dict[type[Model], set[int]] = defaultdict(set)
    for line in lines:
        if line.kind not in MODELS:
            continue
        model = MODELS[line.kind]
        after, before = versions[model, line.after], versions[model, line.before]
        for name, column in TOLD[model].items():
            if column.row is not None and after[name] != before[name]:
                found[column.row] |= {row[name] for row in (after, before) if row[name] is not None}
    return found


def _changes(
    model: type[Model], before: dict[str, Any], after: dict[str, Any], names: dict[tuple[type[Model], int], str]
) -> tuple[Change, ...]:
    found = [
        Change(str(column.label), column.say(before[name], names), column.say(after[name], names))
        for name, column in TOLD[model].items()
        if before[name] != after[name]
    ]
    if model is Claim and before["state"] != after["state"]:
        words = {"published": _("published"), "withdrawn": _("withdrawn")}
        states = [words.get(row["state"], row["state"]) for row in (before, after)]
        found.insert(0, Change(_("State"), *states))
    if model is SamePlace and bool(before["withdrawn_at"]) != bool(after["withdrawn_at"]):
        states = [_("taken back") if row["withdrawn_at"] else _("stands") for row in (before, after)]
        found.insert(0, Change(_("State"), *states))
    return tuple(found)


def _merged(line: Line, alias: PartyAlias) -> Correction:
    change = Change(_("Entered as"), alias.name, alias.party.name)
    reason = alias.reason if alias.reason != REMOVED else reason_of({"reason": REMOVED})
    return Correction(line.kind, line.at, alias.party.name, alias.party.get_absolute_url(), (), (change,), reason)


def _removed(line: Line, removal: Removal) -> Correction:
    what, address = _("The names of a party"), ""
    if removal.claim:
        what, address = _("A statement"), removal.claim.get_absolute_url()
    elif removal.citation_id:
        what, address = _("A passage"), reverse("claims:passage", args=[removal.citation_id])
    elif removal.source_id:
        what = _("A source")
    return Correction(line.kind, line.at, what, address, (), (), str(RemovalReason(removal.reason).label))


def _records(lines: Sequence[Line]) -> dict[tuple[type[Model], int], _Record]:
    """What each line is about, as it reads today, and in which countries."""
    found: dict[tuple[type[Model], int], _Record] = {}
    claims = Claim.objects.filter(pk__in=_rows(lines, OF_CLAIMS)).select_related(
        "asserted_by", "country", "asked_about"
    )
    for claim in claims:
        codes = tuple(country.code for country in (claim.country, claim.asked_about) if country)
        words = _("%(speaker)s: %(sentence)s") % {"speaker": claim.asserted_by.name, "sentence": claim.statement}
        found[Claim, claim.pk] = _Record(words, claim.get_absolute_url(), codes)
    passages = _rows(lines, [LogKind.PASSAGE])
    near = _countries("citation", passages)
    for citation in Citation.objects.filter(pk__in=passages).select_related("source"):
        words = _("A passage of “%(source)s”") % {"source": citation.source}
        found[Citation, citation.pk] = _Record(words, reverse("claims:passage", args=[citation.pk]), near[citation.pk])
    sources = _rows(lines, [LogKind.SOURCE])
    near = _countries("citation__source", sources)
    for source in Source.objects.filter(pk__in=sources):
        found[Source, source.pk] = _Record(str(source), source.get_absolute_url(), near[source.pk])
    for party in Party.objects.filter(pk__in=_rows(lines, [LogKind.PARTY])).select_related("country"):
        codes = (party.country.code,) if party.country else ()
        found[Party, party.pk] = _Record(party.name, party.get_absolute_url(), codes)
    for subject in Subject.objects.filter(pk__in=_rows(lines, [LogKind.PLACE])).select_related("country"):
        codes = (subject.country.code,) if subject.country else ()
        found[Subject, subject.pk] = _Record(subject.label, subject.get_absolute_url(), codes)
    for pair in SamePlace.objects.filter(pk__in=_rows(lines, [LogKind.SAME_PLACE])).with_stations():
        found[SamePlace, pair.pk] = _judgement(pair)
    for question in Question.objects.filter(pk__in=_rows(lines, [LogKind.QUESTION])):
        found[Question, question.pk] = _Record(question.wording, question.get_absolute_url())
    for choice in Choice.objects.filter(pk__in=_rows(lines, [LogKind.ANSWER])).select_related("question"):
        words = _("“%(answer)s”, of: %(question)s") % {"answer": choice.label, "question": choice.question.wording}
        found[Choice, choice.pk] = _Record(words, choice.question.get_absolute_url())
    return found


def _judgement(pair: SamePlace) -> _Record:
    countries = [station.country.code for station in (pair.first, pair.second) if station.country]
    words = _("“%(one)s” and “%(other)s”: %(judgement)s") % {
        "one": pair.first.label,
        "other": pair.second.label,
        "judgement": pair.get_judgement_display(),
    }
    return _Record(words, f"{pair.first.get_absolute_url()}#judgement-{pair.pk}", tuple(dict.fromkeys(countries)))


def _countries(column: str, keys: set[int]) -> dict[int, tuple[str, ...]]:
    """In which countries the statements are that rest on these rows, as far as readers see them."""
    seen = Claim.objects.visible_to(AnonymousUser()).filter(**{f"{column}__in": keys}, country__isnull=False)
    found: dict[int, list[str]] = defaultdict(list)
    for key, code in seen.order_by("country__code").values_list(column, "country__code").distinct():
        found[key].append(str(code))
    return defaultdict(tuple, {key: tuple(codes) for key, codes in found.items()})


Hops = tuple[tuple[Change, ...], object]


def _hops(lines: Sequence[Line]) -> dict[Line, Hops]:
    """What was changed of chains and links: all rows of one act together."""
    found: dict[Line, Hops] = {}
    for kind, name, say in ((LogKind.CHAIN, "RelayEvent", _chain), (LogKind.LINK, "LinkEvent", _links)):
        own = [line for line in lines if line.kind == kind]
        events: Any = apps.get_model("claims", name)._default_manager
        firsts = events.select_related("pgh_context").in_bulk([line.after for line in own])
        acts = {each.pgh_context_id for each in firsts.values() if each.pgh_context_id}
        every = list(events.filter(pgh_context__in=acts, claim__in={line.row for line in own}).order_by("pgh_id"))
        words = say([*every, *firsts.values()])
        for line in own:
            first = firsts[line.after]
            same = [each for each in every if (each.pgh_context_id, each.claim_id) == (first.pgh_context_id, line.row)]
            metadata = first.pgh_context.metadata if first.pgh_context_id else None
            found[line] = words(same or [first]), metadata
    return found


def _chain(events: Iterable[Any]) -> Any:
    """Steps from the cited source to the speaker, as they were and as they are."""
    parties = called({Party: {each.party_id for each in events}})

    def say(act: Sequence[Any]) -> tuple[Change, ...]:
        def steps(label: str) -> str:
            rows = sorted((each for each in act if each.pgh_label == label), key=lambda each: each.position)
            return " → ".join(parties.get((Party, each.party_id), "…") for each in rows)

        return (Change(_("Steps on the way"), steps("delete"), steps("insert")),)

    return say


def _links(events: Iterable[Any]) -> Any:
    """Links to other statements that were made or taken back; those to what readers do not see are not told."""
    seen = Claim.objects.visible_to(AnonymousUser()).filter(pk__in={each.to_id for each in events})
    refs = dict(seen.values_list("pk", "ref"))

    def say(act: Sequence[Any]) -> tuple[Change, ...]:
        def link(each: Any) -> str:
            return _("%(verb)s %(statement)s") % {
                "verb": LinkKind(each.kind).label,
                "statement": refs[each.to_id],
            }

        def change(each: Any) -> Change:
            taken_back = each.pgh_label == "delete"
            return Change(_("Link"), link(each) if taken_back else "", "" if taken_back else link(each))

        return tuple(change(each) for each in act if each.to_id in refs)

    return say
