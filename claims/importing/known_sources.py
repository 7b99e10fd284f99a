"""The documents that rows of a file can name, by slug, address, or title with date; and those that the file adds."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from claims.forms.languages import LANGUAGES
from claims.forms.source import LONGEST_ADDRESS
from claims.importing.columns import alike
from claims.importing.known import Parties
from claims.importing.lines import Line, Words, new_slug, not_in, shown
from sources.addresses import normalised
from sources.choices import CopyKind, CslType
from sources.models import Party, Source
from users.models import User
from web.slugs import PAGES

SOURCE_KINDS = Words(CslType.choices)
COPIES = Words(CopyKind.choices)
LANGUAGE_WORDS = Words(LANGUAGES)
DATES = ("issued", "accessed")
# Column of the table → column of the file, in a row of claims and in a row of sources.
IN_CLAIMS = {
    "slug": "source_slug",
    "csl_type": "source_kind",
    "title": "source_title",
    "authors": "source_authors",
    "publisher": "source_publisher",
    "issued": "source_issued",
    "language": "source_language",
    "url": "source_url",
    "archive_url": "source_archive_url",
    "accessed": "source_accessed",
    "copy_kind": "source_copy",
}
IN_SOURCES = {
    "slug": "slug",
    "csl_type": "kind",
    "title": "title",
    "translated_title": "translated_title",
    "authors": "authors",
    "publisher": "publisher",
    "container_title": "container_title",
    "issued": "issued",
    "language": "language",
    "url": "url",
    "archive_url": "archive_url",
    "accessed": "accessed",
    "number": "number",
    "version": "version",
    "copy_kind": "copy_kind",
    "note": "note",
}
TEXTS = ("title", "translated_title", "authors", "container_title", "number", "version", "note")
LONGEST = {
    "title": 500,
    "translated_title": 500,
    "authors": 500,
    "container_title": 300,
    "number": 200,
    "version": 100,
    "url": LONGEST_ADDRESS,
    "archive_url": LONGEST_ADDRESS,
}
SHOWN = ("slug", "title", "url", "version", "language", "restricted", "issued", "csl_type")
is_web_address = URLValidator(schemes=["http", "https"])


class Sources:
    """Documents that the importer may see; `row_of` says from which row of the file a new one comes."""

    def __init__(self, by: User | AnonymousUser, parties: Parties) -> None:
        self.parties = parties
        self.by_slug: dict[str, Source] = {}
        self.by_address: dict[tuple[str, str], Source] = {}
        self.by_title: dict[tuple[str, str], Source] = {}
        self.added: list[Source] = []
        self.row_of: dict[str, int] = {}
        self.written: dict[str, dict[str, str]] = {}
        rows = Source.objects.visible_to(by).only("id", *SHOWN).order_by("-restricted", "-pk")
        for row in rows.iterator(chunk_size=5000):
            self._take(row)
        self.taken = {*PAGES, *Source.objects.values_list("slug", flat=True)}

    def _take(self, row: Source) -> None:
        self.by_slug[row.slug] = row
        if address := normalised(row.url):
            self.by_address[(address, "")] = self.by_address[(address, row.version)] = row
        elif row.title:
            self.by_title[(alike(row.title), row.issued)] = row

    def of(self, line: Line, names: dict[str, str]) -> Source | None:
        """The document of a row: one that is here, one of an earlier row, or a new one."""
        known = self.find(line, names)
        if known is None:
            return self._new(line, names)
        if known.slug in self.row_of:
            self._must_agree(line, known, names)
        return known

    def find(self, line: Line, names: dict[str, str]) -> Source | None:
        """The document that a row names; a slug that stands for another title or address is a fault."""
        slug, url = line.get(names["slug"]), normalised(line.get(names["url"]))
        title = line.get(names["title"])
        if slug in self.by_slug:
            found = self.by_slug[slug]
            if (title and alike(title) != alike(found.title)) or (url and url != normalised(found.url)):
                sentence = _("“%(slug)s” is another document here: “%(known)s”. Correct the slug, or empty it.")
                line.fault(names["slug"], sentence % {"slug": slug, "known": shown(str(found))})
            return found
        if url:
            return self.by_address.get((url, line.get(names.get("version", ""))))
        return self.by_title.get((alike(title), line.get(names["issued"]))) if title else None

    def _must_agree(self, line: Line, known: Source, names: dict[str, str]) -> None:
        """Two rows that add the same document say the same of it."""
        first = self.written[known.slug]
        for column in names.values():
            here, there = line.get(column), first.get(column, "")
            if here and there and here != there:
                sentence = _("Row %(row)s says “%(there)s” of the same document. Write the same in both.")
                line.fault(column, sentence % {"row": self.row_of[known.slug], "there": shown(there)})

    def _new(self, line: Line, names: dict[str, str]) -> Source | None:
        before = len(line.faults)
        slug, title, url = (line.get(names[name]) for name in ("slug", "title", "url"))
        # A file of sources can hold one that has neither, and is known by its slug: our own exports do.
        if not title and not url and not (slug and names is IN_SOURCES):
            if slug:
                line.fault(names["slug"], not_in(slug, list(self.by_slug)))
            else:
                line.fault(names["title"], _("Give its title or its web address, so that readers can find it."))
            return None
        line.needs(names["csl_type"], _("What kind of document is it?"))
        line.needs(names["language"], _("Which language is it in?"))
        for name in ("url", "archive_url"):
            self._must_be_an_address(line, names[name])
        line.longer_than({names[name]: most for name, most in LONGEST.items() if name in names})
        new = Source(
            csl_type=line.one_of(names["csl_type"], SOURCE_KINDS),
            language=line.one_of(names["language"], LANGUAGE_WORDS),
            copy_kind=line.one_of(names["copy_kind"], COPIES) or CopyKind.ORIGINAL,
            url=url,
            archive_url=line.get(names["archive_url"]),
            publisher=self._publisher(line, names),
            **{name: line.get(names[name]) for name in TEXTS if name in names},
        )
        for name in DATES:
            for column, value in line.date(names[name]).items():
                column = column.replace(names[name], name, 1)
                if column in ("issued", "issued_earliest", "issued_latest", "accessed"):
                    setattr(new, column, value)
        if len(line.faults) > before:
            return None
        new.slug = new_slug(title, slug, self.taken, otherwise="source")
        self.added.append(new)
        self.row_of[new.slug] = line.number
        self.written[new.slug] = {column: line.get(column) for column in names.values()}
        self._take(new)
        if slug:
            self.by_slug.setdefault(slug, new)
        return new

    def _publisher(self, line: Line, names: dict[str, str]) -> Party | None:
        column = names["publisher"]
        slug = line.get("publisher_slug")
        if slug and column == "publisher":
            return self.parties.named(line, "publisher_slug", slug)
        return self.parties.named(line, column)

    @staticmethod
    def _must_be_an_address(line: Line, column: str) -> None:
        if sent := line.get(column):
            try:
                is_web_address(sent)
            except ValidationError:
                line.fault(column, _("This is not a web address. One begins with https:// and has no spaces."))
