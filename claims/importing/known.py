"""What the record holds that rows of a file can name, as far as the importer may see it; and what the file adds to it.

Everything is read once and found by slug or name in memory: no row of a file costs a query.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from claims.importing.columns import alike
from claims.importing.lines import Line, Words, new_slug, not_in, shown
from claims.models import Question
from sources.choices import PartyKind
from sources.models import Party, PartyAlias
from stations.choices import Precision, SubjectKind
from stations.models import Country, Subject, SubjectName
from users.models import User
from web.slugs import PAGES

PARTY_KINDS = Words(PartyKind.choices)
SUBJECT_KINDS = Words(SubjectKind.choices)
IN_A_CLAIM = (SubjectKind.PLACE, SubjectKind.STATION, SubjectKind.CASE)
LONGEST_NAME = 200


class Countries:
    """Host countries by code or name."""

    def __init__(self) -> None:
        self.rows = list(Country.objects.all())
        self.by_key = {row.pk: row for row in self.rows}
        self.by_name = {alike(name): row for row in self.rows for name in (row.name, row.alpha3, row.code)}

    def find(self, line: Line, column: str) -> Country | None:
        """The country that a cell names."""
        sent = line.get(column)
        found = self.by_name.get(alike(sent)) if sent else None
        if sent and found is None:
            names = [row.name for row in self.rows] if len(sent) > 3 else sorted(row.code for row in self.rows)
            line.fault(column, not_in(sent, names))
        return found

    def code(self, key: int | None) -> str:
        """The code of a country by its key."""
        return self.by_key[key].code if key else ""


class Questions:
    """Questions with their answers, by slug or wording."""

    def __init__(self) -> None:
        self.rows = list(Question.objects.with_choices().in_order())
        self.by_slug = {row.slug: row for row in self.rows}
        self.by_wording = {alike(row.wording): row for row in self.rows}
        self.kinds = {row.pk: {each.kind for each in row.subject_kinds.all()} for row in self.rows}
        self.choices = {row.pk: Words([(each.slug, each.label) for each in row.choices.all()]) for row in self.rows}
        self.choice = {row.pk: {each.slug: each for each in row.choices.all()} for row in self.rows}

    def find(self, line: Line) -> Question | None:
        """The question that a row answers."""
        slug, wording = line.get("question_slug"), line.get("question")
        if slug:
            found = self.by_slug.get(slug) or self.by_wording.get(alike(slug))
            if found is None:
                line.fault("question_slug", not_in(slug, list(self.by_slug)))
            return found
        if not wording:
            line.fault("question_slug", _("Which question does it answer? If you do not know, write: other."))
            return None
        found = self.by_wording.get(alike(wording)) or self.by_slug.get(wording)
        if found is None:
            line.fault("question", not_in(wording, [row.wording for row in self.rows]))
        return found


class Parties:
    """Bodies and people by slug, name or former name; `added` are those that the file brings."""

    def __init__(self, by: User | AnonymousUser, countries: Countries) -> None:
        self.countries = countries
        self.by_slug: dict[str, Party] = {}
        self.by_name: dict[str, list[Party]] = defaultdict(list)
        self.added: list[Party] = []
        self.row_of: dict[str, int] = {}
        own = {row.pk: row for row in Party.objects.in_reach_of(by).order_by("pk")}
        for row in own.values():
            self.by_slug[row.slug] = row
            self.by_name[row.name.casefold()].append(row)
        for key, name in PartyAlias.objects.filter(party__in=list(own)).values_list("party", "name"):
            if own[key] not in self.by_name[name.casefold()]:
                self.by_name[name.casefold()].append(own[key])
        self.taken = set(PAGES)
        for model in (Party, PartyAlias):
            self.taken.update(model._default_manager.values_list("slug", flat=True))

    def named(self, line: Line, column: str, text: str | None = None) -> Party | None:
        """The party that is here, or that the file adds, by its slug or name; a fault where none or several are."""
        sent = line.get(column) if text is None else text
        if not sent:
            return None
        found = [self.by_slug[sent]] if sent in self.by_slug else self.by_name.get(sent.casefold(), [])
        if not found:
            line.fault(column, not_in(sent, self._names()))
        elif len(found) > 1:
            line.fault(column, self._several(sent, found))
        return found[0] if len(found) == 1 else None

    def speaker(self, line: Line) -> Party | None:
        """Who speaks in a row of claims; a new one where the row says what it is."""
        slug, name = line.get("speaker_slug"), " ".join(line.get("speaker").split())
        if slug in self.by_slug:
            return self._not_another(line, self.by_slug[slug], name)
        if not slug and not name:
            line.fault("speaker", _("Who says it? Give its name, or the slug of a body that is here."))
            return None
        country = self.countries.find(line, "speaker_country_code")
        found = self.by_name.get(name.casefold(), []) if name else []
        if line.get("speaker_country_code") and (near := [row for row in found if _in(row, country)]):
            found = near
        elif line.get("speaker_country_code"):
            found = []
        if slug and found:
            sentence = _("There is no party “%(slug)s”. “%(name)s” is here as %(known)s.")
            line.fault("speaker_slug", sentence % {"slug": slug, "name": name, "known": _slugs(found)})
            return None
        if len(found) > 1:
            line.fault("speaker", self._several(name, found))
            return None
        return found[0] if found else self._new_speaker(line, name, slug, country)

    def _not_another(self, line: Line, party: Party, name: str) -> Party | None:
        if name and party not in self.by_name.get(name.casefold(), []):
            sentence = _("“%(slug)s” is “%(known)s” here, and not “%(name)s”. Correct one, or empty it.")
            line.fault("speaker_slug", sentence % {"slug": party.slug, "known": party.name, "name": shown(name)})
            return None
        return party

    def _new_speaker(self, line: Line, name: str, slug: str, country: Country | None) -> Party | None:
        before = len(line.faults)
        kind = line.one_of("speaker_kind", PARTY_KINDS)
        if not name or not line.get("speaker_kind"):
            column, sent = ("speaker", name) if name else ("speaker_slug", slug)
            missing = _("To add it, fill in its name and speaker_kind.")
            line.fault(column, f"{not_in(sent, self._names() if name else list(self.by_slug))} {missing}")
            return None
        by_role = line.yes("speaker_described_by_role", otherwise=kind == PartyKind.PRIVATE_PERSON)
        reason = line.get("speaker_state_media_reason")
        new = Party(name=name, kind=kind, country=country, described_by_role=by_role)
        new.state_media_reason = reason if kind == PartyKind.STATE_MEDIA else ""
        self.check(line, new, "speaker_kind", "speaker_state_media_reason", "speaker")
        return None if len(line.faults) > before else self.add(line, new, slug)

    def check(self, line: Line, new: Party, kind: str, reason: str, name: str) -> None:
        """The rules that the table of parties has, in the words of the form."""
        if new.kind == PartyKind.STATE_MEDIA and not new.state_media_reason:
            line.fault(reason, _("Say why this medium is called state media."))
        if new.kind == PartyKind.PRIVATE_PERSON and not new.described_by_role:
            line.fault(kind, _("A private person appears by role, never by name."))
        line.longer_than({name: LONGEST_NAME, reason: 300})

    def add(self, line: Line, new: Party, slug: str) -> Party:
        """Take a party in that the file brings."""
        new.slug = new_slug(new.name, slug, self.taken, otherwise="party")
        self.added.append(new)
        self.row_of[new.slug] = line.number
        self.by_slug[slug or new.slug] = new
        self.by_name[new.name.casefold()].append(new)
        return new

    def _names(self) -> list[str]:
        return [row.name for rows in self.by_name.values() for row in rows[:1]]

    def _several(self, name: str, found: Iterable[Party]) -> str:
        listed = ", ".join(
            f"{row.slug} ({self.countries.code(row.country_id) or _('no country')})" for row in list(found)[:12]
        )
        sentence = _("“%(name)s” can be any of these: %(listed)s. Give the slug of the one that is meant.")
        return sentence % {"name": shown(name), "listed": listed}


class Subjects:
    """What claims are about, by slug, or by name in its country; `added` are those that the file brings."""

    def __init__(self, by: User | AnonymousUser, countries: Countries) -> None:
        self.countries = countries
        self.by_slug: dict[str, Subject] = {}
        self.by_name: dict[tuple[str, int | None], list[Subject]] = defaultdict(list)
        self.added: list[Subject] = []
        self.added_names: list[SubjectName] = []
        self.country_subject: dict[int, Subject] = {}
        self.network: Subject | None = None
        own = {row.pk: row for row in Subject.objects.in_reach_of(by).order_by("pk")}
        for row in own.values():
            self._take(row)
        for key, name in SubjectName.objects.filter(subject__in=list(own)).values_list("subject", "name"):
            rows = self.by_name[(name.casefold(), own[key].country_id)]
            if own[key] not in rows:
                rows.append(own[key])
        self.taken = {*PAGES, *Subject.objects.values_list("slug", flat=True)}

    def _take(self, row: Subject) -> None:
        self.by_slug[row.slug] = row
        self.by_name[(row.label.casefold(), row.country_id)].append(row)
        if row.kind == SubjectKind.COUNTRY and row.country_id:
            self.country_subject[row.country_id] = row
        if row.kind == SubjectKind.NETWORK:
            self.network = row

    def of_claim(self, line: Line) -> Subject | None:
        """What a row of claims is about; a new place, station or case where the row says enough."""
        before = len(line.faults)
        country = self.countries.find(line, "country_code")
        kind = line.one_of("subject_kind", SUBJECT_KINDS)
        slug, label = line.get("subject_slug"), " ".join(line.get("subject").split())
        if len(line.faults) > before:
            return None
        if slug in self.by_slug:
            return self._not_another(line, self.by_slug[slug], label, country)
        if kind == SubjectKind.NETWORK and self.network:
            return self.network
        if country and not slug and (kind == SubjectKind.COUNTRY or not label):
            return self.of_country(country)
        if slug and not label:
            line.fault("subject_slug", not_in(slug, list(self.by_slug)))
            return None
        return self._by_label(line, label, slug, kind, country)

    def _by_label(self, line: Line, label: str, slug: str, kind: str, country: Country | None) -> Subject | None:
        if not label:
            line.fault("subject", _("What is it about? Name a country, a place or a station."))
            return None
        found = self.by_name.get((label.casefold(), country.pk if country else None), [])
        if not country and not found:
            found = [row for (name, _key), rows in self.by_name.items() if name == label.casefold() for row in rows]
        if kind:
            found = [row for row in found if row.kind == kind]
        if len(found) > 1:
            listed = ", ".join(f"{row.slug} ({row.get_kind_display()})" for row in found[:12])
            sentence = _("“%(name)s” can be any of these: %(listed)s. Give the slug of the one that is meant.")
            line.fault("subject", sentence % {"name": shown(label), "listed": listed})
            return None
        if found:
            return found[0]
        if kind not in IN_A_CLAIM or country is None:
            near = not_in(label, [row.label for row in self.by_slug.values()])
            missing = _("To add a place, station or case, fill in country_code and subject_kind.")
            line.fault("subject", f"{near} {missing}")
            return None
        return self.add(line, label, slug, kind, country)

    def _not_another(self, line: Line, row: Subject, label: str, country: Country | None) -> Subject | None:
        names = self.by_name.get((label.casefold(), row.country_id), [])
        if (label and row not in names) or (country and row.country_id != country.pk):
            sentence = _("“%(slug)s” is “%(known)s” here, and not “%(name)s”. Correct one, or empty it.")
            name = label or (country.name if country else "")
            line.fault("subject_slug", sentence % {"slug": row.slug, "known": row.label, "name": shown(name)})
            return None
        return row

    def of_country(self, country: Country) -> Subject:
        """The country as a thing that claims are about; added when it is not yet."""
        found = self.country_subject.get(country.pk)
        if found is None:
            slug = new_slug(country.name, "", self.taken, otherwise="country")
            found = Subject(kind=SubjectKind.COUNTRY, slug=slug, label=country.name, country=country)
            self.added.append(found)
            self._take(found)
        return found

    def add(
        self, line: Line, label: str, slug: str, kind: str, country: Country, *, parent: Subject | None = None
    ) -> Subject | None:
        """Take a subject in that the file brings, inside its country or a place there."""
        if len(label) > LONGEST_NAME:
            line.longer_than({"subject": LONGEST_NAME, "label": LONGEST_NAME})
            return None
        above = parent or self.of_country(country)
        new = Subject(kind=kind, label=label, country=country, parent=above, parent_kind=above.kind)
        new.slug = new_slug(label, slug, self.taken, otherwise=kind)
        if kind == SubjectKind.PLACE:
            new.precision = Precision.CITY
        self.added.append(new)
        self._take(new)
        if slug:
            self.by_slug.setdefault(slug, new)
        return new


def _in(row: Party, country: Country | None) -> bool:
    return row.country_id == (country.pk if country else None)


def _slugs(rows: Iterable[Party]) -> str:
    return ", ".join(row.slug for row in rows)
