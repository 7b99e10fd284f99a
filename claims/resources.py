"""The columns of statements and questions in exported files."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.choices import VerificationKind
from claims.models import Claim, Search
from claims.wording import alone_words, original_words
from stations.resources import positions
from web.batches import batches
from web.exports import ROWS_AT_A_TIME, Column, ListResource, Row
from web.list_formats import Place

REFS_AT_A_TIME = 10_000


class StatementResource(ListResource):
    """One flat row for each statement, its source inline. Dates are EDTF."""

    bytes_in_a_row = 750

    ref = Column("ref")
    state = Column("state")
    country_code = Column("about__country_code")
    subject = Column("about__label")
    subject_kind = Column("about__kind")
    subject_slug = Column("about__slug")
    heading = Column("asked__heading_title")
    question = Column("asked__wording")
    question_slug = Column("asked__slug")
    speaker = Column("speaker__name")
    speaker_slug = Column("speaker__slug")
    speaker_kind = Column("speaker__kind")
    speaker_country_code = Column("speaker__country_code")
    speaker_name = Column("speaker_name")
    speaker_office = Column("speaker_office")
    stance = Column("stance")
    answer = Column("answer__text")
    answer_choice = Column("answer__choice__slug")
    answer_count_operator = Column("answer__count__operator")
    answer_count = Column("answer__count__low")
    answer_count_to = Column("answer__count__high")
    answer_count_unit = Column("answer__count__unit")
    answer_count_scope = Column("answer__count__scope")
    answer_date = Column("answer__when__text")
    answer_party = Column("answer__party__slug")
    statement = Column("sentence")
    said_on = Column("said_on__text")
    about_period = Column("about_period__text")
    asked_about = Column("asked_about")
    asked_by = Column("asked_by__name")
    asked_by_slug = Column("asked_by__slug")
    quote = Column("passage__exact")
    whose_words = Column("passage__words")
    quote_language = Column("passage__language")
    translation = Column("passage__translation")
    translated_by = Column("passage__translated_by")
    locator_label = Column("passage__locator_label")
    locator = Column("passage__locator")
    reached_us_through = Column()
    origin_stated = Column("origin_stated")
    public_note = Column("public_note")
    checked_words = Column()
    checked_speaker = Column()
    checked_date = Column()
    checked_translation = Column()
    checked_original_seen = Column()
    quote_check = Column("passage__found")
    quote_page = Column("passage__found_on_page")
    copy_sha256 = Column("passage__copy_sha256")
    original_not_seen = Column()
    not_checked_twice = Column()
    source_slug = Column("passage__document__slug")
    source_title = Column("passage__document__title")
    source_publisher = Column("passage__document__publisher")
    source_issued = Column("passage__document__issued__text")
    source_language = Column("passage__document__language")
    source_kind = Column("passage__document__csl_type")
    source_copy = Column("passage__document__copy_kind")
    source_url = Column("passage__document__url")
    source_archive_url = Column("passage__document__archive_url")
    source_accessed = Column("passage__document__accessed__text")

    def dehydrate_reached_us_through(self, statement: Statement) -> str:
        """The parties between the cited source and the speaker, in order."""
        return " → ".join(step.name for step in statement.relays)

    def dehydrate_checked_words(self, statement: Statement) -> str:
        """The day on which a person checked the words; empty where nobody did."""
        return _checked(statement, VerificationKind.WORDS)

    def dehydrate_checked_speaker(self, statement: Statement) -> str:
        """The day on which a person checked the speaker."""
        return _checked(statement, VerificationKind.SPEAKER)

    def dehydrate_checked_date(self, statement: Statement) -> str:
        """The day on which a person checked the date."""
        return _checked(statement, VerificationKind.DATE)

    def dehydrate_checked_translation(self, statement: Statement) -> str:
        """The day on which a person checked the translation."""
        return _checked(statement, VerificationKind.TRANSLATION)

    def dehydrate_checked_original_seen(self, statement: Statement) -> str:
        """The day on which a person saw the original."""
        return _checked(statement, VerificationKind.ORIGINAL_SEEN)

    def dehydrate_original_not_seen(self, statement: Statement) -> str:
        """Why the original counts as not seen; empty where it was seen."""
        return original_words(statement)

    def dehydrate_not_checked_twice(self, statement: Statement) -> str:
        """That no second person has checked it; empty where one has."""
        return alone_words(statement)

    def rows(self, queryset: QuerySet[Any]) -> Iterator[Row]:
        """Read as statements some hundred at a time, in the queryset's order."""
        flat = self.flat()
        # From a cursor of the database: a million of them are never held here.
        refs_in_order = queryset.values_list("ref", flat=True).iterator(chunk_size=REFS_AT_A_TIME)
        for refs in batches(refs_in_order, ROWS_AT_A_TIME):
            read = {statement.ref: statement for statement in statements(Claim.objects.filter(ref__in=refs))}
            yield from (flat(read[ref]) for ref in refs if ref in read)


class PlacedStatementResource(StatementResource):
    """Statements with the position of the city or region that each is about, for maps."""

    position = Place("longitude", "latitude", key="ref")

    longitude = Column()
    latitude = Column()

    def rows(self, queryset: QuerySet[Any]) -> Iterator[Row]:
        """One query more for each batch: where its subjects lie."""
        for batch in batches(super().rows(queryset), ROWS_AT_A_TIME):
            found = positions({row["subject_slug"] for row in batch})
            for row in batch:
                row["longitude"], row["latitude"] = found.get(row["subject_slug"], (None, None))
                yield row


def _checked(statement: Statement, kind: str) -> str:
    return next((tick.on.isoformat() for tick in statement.ticks if tick.kind == kind), "")


class SearchResource(ListResource):
    """One row for each record of having looked. Who of the desk looked is not told."""

    bytes_in_a_row = 270

    slug = Column("slug")
    what = Column("what")
    where = Column("where")
    period = Column("period")
    language = Column("language")
    country_code = Column("country__code")
    country = Column("country__name")
    question_slug = Column("question__slug")
    question = Column("question__wording")
    side = Column("side")
    party_slug = Column("named_party__slug")
    party = Column("named_party__name")
    searched_on = Column("searched_on")
    searched_by = Column()
    result = Column("result")
    note = Column("note")

    def dehydrate_searched_by(self, search: Search) -> str:
        """The same for all."""
        return "the desk"


class QuestionResource(ListResource):
    """One row for each question: the codebook."""

    bytes_in_a_row = 230

    slug = Column("slug")
    heading = Column("heading__title")
    wording = Column("wording")
    answer_type = Column("answer_type")
    timing = Column("timing")
    can_conflict = Column("can_conflict")
    note = Column("note")
    statements = Column("statement_count")
