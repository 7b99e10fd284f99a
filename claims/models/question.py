"""What accounts can differ on."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from claims.choices import AnswerType, DateKind, Timing
from stations.choices import SubjectKind
from stations.reach import Person, counted, standing_claims
from web import search
from web.history import tracked


@tracked()
class Heading(models.Model):
    """A heading that readers know, over one or several questions. Its order is its number in dossiers."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="heading_order_from_one", condition=Q(order__gte=1))]

    def __str__(self) -> str:
        return self.title


class QuestionQuerySet(models.QuerySet["Question"]):
    """The questions that pages put to the questions."""

    def in_order(self) -> Self:
        """As they stand on pages."""
        return self.order_by("heading__order", "order")

    def with_choices(self) -> Self:
        """Load headings, choices and exclusions: a fixed number of queries."""
        return self.select_related("heading").prefetch_related("choices", "exclusions", "subject_kinds")

    def with_statement_count(self, user: Person) -> Self:
        """Add `statement_count`: what answers each that this person may see and that was not withdrawn."""
        return self.annotate(statement_count=counted(standing_claims(self, user), "question"))

    def matching(self, text: str) -> Self:
        """Keep those in which every word is found: in the wording, the heading or a listed answer."""

        def holding(word: str) -> list[models.QuerySet["Question"]]:
            questions = Question.objects.order_by()
            return [
                questions.filter(wording__holds=word),
                questions.filter(heading__title__holds=word),
                questions.filter(choices__label__holds=word),
            ]

        return search.matching(self, text, holding)


@tracked()
class Question(models.Model):
    """Something that accounts can answer differently, with the rules for comparing the answers."""

    slug = models.SlugField(max_length=60, unique=True)
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="questions")
    wording = models.CharField(max_length=300)
    answer_type = models.CharField(max_length=10, choices=AnswerType)
    timing = models.CharField(max_length=10, choices=Timing)
    date_kind = models.CharField(max_length=10, choices=DateKind, blank=True)
    can_conflict = models.BooleanField()
    general_statements_join = models.BooleanField(
        help_text="Statements about all countries join a country's row, where the row holds one about that country."
    )
    note = models.TextField(blank=True, help_text="For the codebook.")
    order = models.PositiveSmallIntegerField(unique=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "answer_type"], name="question_id_with_answer_type"),
            models.CheckConstraint(
                name="question_answer_type_is_known", condition=Q(answer_type__in=AnswerType.values)
            ),
            models.CheckConstraint(name="question_timing_is_known", condition=Q(timing__in=Timing.values)),
            models.CheckConstraint(
                name="question_date_kind_fits_answer_type",
                condition=Q(answer_type=AnswerType.DATE, date_kind__in=DateKind.values)
                | (~Q(answer_type=AnswerType.DATE) & Q(date_kind="")),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        """The page that shows this question across countries."""
        return reverse("claims:question", args=[self.slug])


@tracked()
class QuestionSubjectKind(models.Model):
    """A kind of subject to which a question applies."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="subject_kinds")
    kind = models.CharField(max_length=10, choices=SubjectKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "kind"], name="question_subject_kind_once"),
            models.CheckConstraint(name="question_subject_kind_is_known", condition=Q(kind__in=SubjectKind.values)),
        ]

    def __str__(self) -> str:
        return self.kind


@tracked()
class Choice(models.Model):
    """One answer of a list; for a number, one of the units it can be counted in."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="choices")
    slug = models.SlugField(max_length=60)
    label = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    narrower_than = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "slug"], name="choice_slug_once_in_a_question"),
            models.UniqueConstraint(fields=["question", "order"], name="choice_order_once_in_a_question"),
            models.UniqueConstraint(fields=["id", "question"], name="choice_id_with_question"),
            models.CheckConstraint(name="choice_is_not_narrower_than_itself", condition=~Q(narrower_than=F("id"))),
        ]

    def __str__(self) -> str:
        return self.label


@tracked()
class Exclusion(models.Model):
    """Two choices of one question that cannot both hold."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="exclusions")
    first = models.ForeignKey(Choice, models.PROTECT, related_name="+")
    second = models.ForeignKey(Choice, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="exclusion_once"),
            models.CheckConstraint(
                name="exclusion_is_written_one_way",
                condition=Q(first__lt=F("second")),
                violation_error_message="The choice with the lower number stands first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} × {self.second_id}"
