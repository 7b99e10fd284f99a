"""One party's answer to one question about one subject, as found in one citation."""

import secrets
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from claims.choices import AnswerType, ClaimState, Operator, Stance
from claims.models.answer_rules import answer_fits_its_type, days_fit, one_typed_answer
from claims.models.question import Choice, Question
from claims.transitions import triggers as steps
from sources.choices import RemovalReason
from sources.models import Citation, Party, Source
from sources.models.source import open_to
from stations.choices import KINDS_IN_A_COUNTRY, SubjectKind
from stations.models import Country, Subject
from users.models import Desk, User
from users.models.desk import acts_of_another_desk, of_a_desk_of, of_another_desk
from web import search
from web.history import RESTRICTED_TODAY, reads_in_the_past, tracked
from web.moments import Dated, current

REF_LETTERS = "abcdefghjkmnpqrstvwxyz"
REF_CHARACTERS = "0123456789" + REF_LETTERS


def new_ref() -> str:
    """A short public id without letters that look alike; it begins with a letter."""
    return secrets.choice(REF_LETTERS) + "".join(secrets.choice(REF_CHARACTERS) for _ in range(6))


SEEN_BY_READERS = (ClaimState.PUBLISHED, ClaimState.WITHDRAWN)
FOR_READERS = Q(state__in=SEEN_BY_READERS, restricted=False, citation__source__restricted=False)


class ClaimQuerySet(models.QuerySet["Claim"]):
    """The questions that pages and dossiers put to the claims."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what this person may see. The one place where drafts, restriction and removal are decided.

        Readers see published and withdrawn claims (the latter marked so); a desk also its drafts and what it
        restricted; what belongs to no desk, everybody with an account. What is removed is shown to nobody. Where
        the address asks for what had been said by a day (web/moments.py), that is kept and nothing else.
        """
        kept = self._said_as_asked().filter(
            removed_at__isnull=True, citation__removed_at__isnull=True, citation__source__removed_at__isnull=True
        )
        if not isinstance(user, User):
            return kept.filter(FOR_READERS)
        if user.is_of_every_desk:
            return kept
        return kept.filter(FOR_READERS | of_a_desk_of(user) & open_to(user, "citation__source__"))

    def kept_from(self, user: User) -> Self:
        """Keep what this person may not see because another desk keeps it to itself."""
        return self.filter(
            ~FOR_READERS & of_another_desk(user)
            | Q(citation__source__restricted=True) & of_another_desk(user, "citation__source__")
        )

    def acts_of_others(self, user: User) -> list[models.QuerySet[Any]]:
        """The acts in which another desk entered what it keeps to itself, or kept until it was discarded."""
        draft = ~Q(state__in=SEEN_BY_READERS, restricted=False)
        return [acts_of_another_desk(user, Claim, draft), acts_of_another_desk(user, Source, Q(restricted=True))]

    def _said_as_asked(self) -> Self:
        moment = current()
        if moment.said_by is None:
            return self
        kept = {Dated.BY_THEN: self.said_by, Dated.UNCLEAR: self.unclear_by, Dated.EITHER: self.perhaps_said_by}
        return kept[moment.dated](moment.said_by)

    def said_by(self, day: date) -> Self:
        """Keep what had certainly been said by the end of a day: the latest day that its date can mean is not later."""
        return self.filter(asserted_on_latest__lte=day)

    def unclear_by(self, day: date) -> Self:
        """Keep what may have been said by the end of a day: undated, or with a date on both sides of its end."""
        return self.perhaps_said_by(day).filter(Q(asserted_on_latest__gt=day) | Q(asserted_on_latest__isnull=True))

    def perhaps_said_by(self, day: date) -> Self:
        """Keep what had been said by the end of a day, for certain or perhaps."""
        return self.filter(Q(asserted_on_earliest__lte=day) | Q(asserted_on_earliest__isnull=True))

    def published(self) -> Self:
        """Keep what counts: neither drafts nor what was withdrawn."""
        return self.filter(state=ClaimState.PUBLISHED)

    def in_review(self) -> Self:
        """Keep what waits for an editor, the oldest first."""
        return self.filter(state=ClaimState.IN_REVIEW).order_by("submitted_at", "pk")

    def unrestricted(self) -> Self:
        """Keep what may leave the desk as far as restriction goes; nobody takes the rest away in a file."""
        return self.filter(restricted=False, citation__source__restricted=False)

    def standing(self) -> Self:
        """Keep what was not withdrawn: what lists hold and numbers count."""
        return self.exclude(state=ClaimState.WITHDRAWN)

    def withdrawn(self) -> Self:
        """Keep what the editors took back."""
        return self.filter(state=ClaimState.WITHDRAWN)

    def about(self, country: Country) -> Self:
        """Keep claims about the country and everything in it, and general statements made when asked about it."""
        return self.filter(Q(country=country) | Q(asked_about=country))

    def with_evidence(self) -> Self:
        """Load everything that a card prints: a fixed number of queries for any number of rows."""
        return self.select_related(
            "subject__country",
            "subject__parent",
            "question__heading",
            "asserted_by__country",
            "asserted_by__part_of__part_of",
            "asked_by",
            "choice",
            "count_unit",
            "answer_party__part_of",
            "asked_about",
            "citation__source__publisher",
            "citation__quote_check",
        ).prefetch_related("relays__party", "relays__source", "links_from__to", "links_to__claim", "verifications")

    def newest_first(self) -> Self:
        """By the latest day on which it can have been said; undated ones last; always the same order."""
        return self.order_by(F("asserted_on_latest").desc(nulls_last=True), "ref")

    def in_reading_order(self) -> Self:
        """By heading, question, and time."""
        return self.order_by(
            "question__heading__order", "question__order", F("asserted_on_latest").asc(nulls_last=True), "ref"
        )

    def matching(self, text: str) -> Self:
        """Keep claims in which every word is found.

        It may stand in the statement, the question or a listed answer; in a name of the subject, the country, the
        speaker or the body named in answer; in the passage or its translation; in the titles of the source.
        """

        def holding(word: str) -> list[models.QuerySet["Claim"]]:
            claims = Claim.objects.order_by()
            subjects, parties = Subject.objects.all().named(word), Party.objects.all().named(word)
            own = ["statement__holds", "speaker_name__holds", "speaker_office__holds"]
            passage = ["exact", "translation", "source__title", "source__translated_title"]
            found: list[models.QuerySet[Claim]] = [claims.filter(**{column: word}) for column in own]
            found += [claims.filter(citation__in=_holding(Citation, column, word)) for column in passage]
            found += [claims.filter(subject__in=named.values("pk")) for named in subjects]
            found += [claims.filter(asserted_by__in=named.values("pk")) for named in parties]
            found += [claims.filter(answer_party__in=named.values("pk")) for named in parties]
            found.append(claims.filter(country__in=_holding(Country, "name", word)))
            found.append(claims.filter(question__in=_holding(Question, "wording", word)))
            found.append(claims.filter(choice__in=_holding(Choice, "label", word)))
            return found

        return search.matching(self, text, holding)


def _holding(model: type[models.Model], column: str, word: str) -> models.QuerySet[models.Model]:
    rows: models.QuerySet[models.Model] = model._default_manager.filter(**{f"{column}__holds": word})
    return rows.order_by().values("pk")  # type: ignore[return-value]


@reads_in_the_past(RESTRICTED_TODAY)
@tracked(found_by="ref")
class Claim(models.Model):
    """One party's answer to one question about one subject, as found in one citation.

    `country`, `subject_kind` and `answer_type` are copied from subject and question and held equal by composite
    foreign keys (claims/migrations), so that the rules about them are plain checks on one row.
    """

    ref = models.CharField(max_length=7, unique=True, default=new_ref, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="claims")
    subject_kind = models.CharField(max_length=10, choices=SubjectKind, editable=False)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, editable=False, related_name="claims")
    question = models.ForeignKey(Question, models.PROTECT, related_name="claims")
    answer_type = models.CharField(max_length=10, choices=AnswerType, editable=False)
    citation = models.ForeignKey(Citation, models.PROTECT, related_name="claims")

    asserted_by = models.ForeignKey(Party, models.PROTECT, related_name="claims")
    speaker_name = models.CharField(max_length=200, blank=True, help_text="As of that day; public office holders only.")
    speaker_office = models.CharField(max_length=200, blank=True)
    stance = models.CharField(max_length=15, choices=Stance)
    statement = models.TextField(help_text="One sentence, in the desk's words.")
    asserted_on = models.CharField(max_length=60, blank=True, help_text="EDTF.")
    asserted_on_earliest = models.DateField(null=True, blank=True, editable=False)
    asserted_on_latest = models.DateField(null=True, blank=True, editable=False)
    about_period = models.CharField(max_length=60, blank=True, help_text="EDTF.")
    about_period_earliest = models.DateField(null=True, blank=True, editable=False)
    about_period_latest = models.DateField(null=True, blank=True, editable=False)
    asked_about = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="general_statements",
        help_text="The occasion of a general statement.",
    )
    asked_by = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_in_vain",
        help_text="Who asked the party that declined or did not reply; none where the passage does not say.",
    )

    choice = models.ForeignKey(Choice, models.PROTECT, null=True, blank=True, related_name="claims")
    count_operator = models.CharField(max_length=5, choices=Operator, blank=True)
    count_value = models.PositiveIntegerField(null=True, blank=True)
    count_to = models.PositiveIntegerField(null=True, blank=True, help_text="The upper end of a range.")
    count_unit = models.ForeignKey(Choice, models.PROTECT, null=True, blank=True, related_name="counted_claims")
    count_scope = models.CharField(max_length=100, blank=True, help_text="What is counted: additional, of one bureau …")
    date_answer = models.CharField(max_length=60, blank=True, help_text="EDTF.")
    date_answer_earliest = models.DateField(null=True, blank=True, editable=False)
    date_answer_latest = models.DateField(null=True, blank=True, editable=False)
    answer_party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="named_in_answers")

    origin_stated = models.BooleanField(
        default=True, help_text="Whether the passage says where the account comes from."
    )
    public_note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    created_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reviewed_claims"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="withdrawn_claims"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="Since when it waits in the queue.")
    published_alone = models.BooleanField(
        default=False, db_default=False, help_text="Its own author published it: no second person has checked it."
    )
    restricted = models.BooleanField(default=False)
    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="Who sees it while no reader may: a draft, or what is restricted. None is the whole house.",
    )
    restricted_reason = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_for = models.CharField(max_length=15, choices=RemovalReason, blank=True)
    form_key = models.UUIDField(
        null=True, blank=True, editable=False, help_text="One filled-in form saves once, however often it is sent."
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "created_by"], name="claim_id_with_author"),
            models.UniqueConstraint(
                fields=[
                    "form_key",
                    "subject",
                    "question",
                    "stance",
                    "choice",
                    "count_value",
                    "date_answer",
                    "answer_party",
                ],
                nulls_distinct=False,
                condition=Q(form_key__isnull=False),
                name="claim_form_saves_once",
            ),
            models.CheckConstraint(
                name="claim_one_typed_answer",
                condition=one_typed_answer(),
                violation_error_message="A claim gives one answer; a second answer is a second claim.",
            ),
            models.CheckConstraint(name="claim_answer_fits_its_type", condition=answer_fits_its_type()),
            models.CheckConstraint(
                name="claim_count_is_whole",
                condition=Q(count_value__isnull=True, count_operator="", count_to__isnull=True, count_unit__isnull=True)
                | Q(count_value__isnull=False, count_operator__in=Operator.values, count_unit__isnull=False),
                violation_error_message="A number comes with what it counts.",
            ),
            models.CheckConstraint(
                name="claim_range_has_an_upper_end",
                condition=(~Q(count_operator=Operator.RANGE) & Q(count_to__isnull=True))
                | Q(count_operator=Operator.RANGE, count_to__isnull=False, count_to__gte=F("count_value")),
            ),
            models.CheckConstraint(
                name="claim_no_number_without_record",
                condition=~Q(stance=Stance.HAS_NO_RECORD) | Q(count_value__isnull=True),
                violation_error_message="“Has no record of” is not a number.",
            ),
            models.CheckConstraint(
                name="claim_silence_gives_no_answer",
                condition=~Q(stance__in=[Stance.DECLINED, Stance.DID_NOT_REPLY])
                | Q(choice__isnull=True, count_value__isnull=True, date_answer="", answer_party__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_asked_by_fits_stance",
                condition=Q(asked_by__isnull=True) | Q(stance__in=[Stance.DECLINED, Stance.DID_NOT_REPLY]),
                violation_error_message="Who asked is recorded of those who declined or did not reply.",
            ),
            models.CheckConstraint(name="claim_nobody_asks_themselves", condition=~Q(asked_by=F("asserted_by"))),
            models.CheckConstraint(
                name="claim_country_fits_subject_kind",
                condition=Q(subject_kind__in=KINDS_IN_A_COUNTRY, country__isnull=False)
                | (~Q(subject_kind__in=KINDS_IN_A_COUNTRY) & Q(country__isnull=True)),
            ),
            models.CheckConstraint(
                name="claim_occasion_only_for_general_statements",
                condition=Q(asked_about__isnull=True) | Q(country__isnull=True),
            ),
            models.CheckConstraint(name="claim_has_a_statement", condition=~Q(statement__regex=r"^\s*$")),
            models.CheckConstraint(name="claim_stance_is_known", condition=Q(stance__in=Stance.values)),
            models.CheckConstraint(name="claim_state_is_known", condition=Q(state__in=ClaimState.values)),
            models.CheckConstraint(name="claim_said_on_has_its_days", condition=days_fit("asserted_on")),
            models.CheckConstraint(name="claim_period_has_its_days", condition=days_fit("about_period")),
            models.CheckConstraint(name="claim_date_answer_has_its_days", condition=days_fit("date_answer")),
            models.CheckConstraint(
                name="claim_reviewed_at_and_by_together",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_published_was_reviewed",
                condition=Q(state__in=[ClaimState.DRAFT, ClaimState.IN_REVIEW]) | Q(reviewed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_not_reviewed_by_its_author",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("created_by")) | Q(published_alone=True),
                violation_error_message="Nobody publishes a claim of their own.",
            ),
            models.CheckConstraint(
                name="claim_published_alone_by_its_author",
                condition=Q(published_alone=False) | Q(reviewed_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="claim_in_review_since_when",
                condition=Q(state=ClaimState.IN_REVIEW, submitted_at__isnull=False)
                | (~Q(state=ClaimState.IN_REVIEW) & Q(submitted_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="claim_withdrawal_says_when_and_why",
                condition=Q(
                    ~Q(withdrawn_reason=""),
                    state=ClaimState.WITHDRAWN,
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                )
                | Q(
                    ~Q(state=ClaimState.WITHDRAWN),
                    withdrawn_reason="",
                    withdrawn_at__isnull=True,
                    withdrawn_by__isnull=True,
                ),
                violation_error_message="A withdrawn claim says when, by whom and why; no other claim does.",
            ),
            models.CheckConstraint(
                name="claim_restriction_says_why", condition=Q(restricted=False) | ~Q(restricted_reason="")
            ),
            models.CheckConstraint(
                name="claim_removal_says_why",
                condition=Q(removed_at__isnull=True, removed_for="")
                | Q(removed_at__isnull=False, removed_for__in=RemovalReason.values),
            ),
        ]
        indexes = [
            models.Index(fields=["country", "question"], name="claim_country_and_question"),
            models.Index(F("asserted_on_latest").desc(nulls_last=True), "ref", name="claim_newest_first"),
        ]
        triggers = steps()

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        """The page of this one statement."""
        return reverse("claims:claim", args=[self.ref])
