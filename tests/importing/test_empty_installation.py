"""Everything public is exported, imported into an empty installation, published, exported again: the same bytes.

What an installation brings itself is there before: countries, the codebook, and the subjects that are in no list of
their own (the network, branches, regions, countries, documents).
"""

import pytest
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from claims.importing import opening
from claims.importing.plan import plan_of
from claims.importing.writing import run
from claims.models import Choice, Claim, Exclusion, Question, QuestionSubjectKind
from claims.models.question import Heading
from sources.models import Party
from stations.choices import SubjectKind
from stations.models import Country, Subject
from tests import emptying
from tests import factories as make
from tests.importing.sheets import as_csv

pytestmark = pytest.mark.django_db
# In this order: what a row names comes before it.
KINDS = ("parties", "sources", "stations", "agreements", "claims")
IN_NO_LIST = [
    SubjectKind.NETWORK, SubjectKind.BRANCH, SubjectKind.REGION, SubjectKind.COUNTRY, SubjectKind.DOCUMENT,
]  # fmt: skip


def exported(client, suffix):
    return {kind: client.get(f"/{kind}.{suffix}").getvalue() for kind in KINDS}


def an_empty_installation():
    """The same countries, questions and subjects of no list, and nothing else."""
    tables = [Country, Heading, Question, Choice, Exclusion, QuestionSubjectKind]
    ground = [*(model._default_manager.all() for model in tables), Subject.objects.filter(kind__in=IN_NO_LIST)]
    kept = [serializers.serialize("json", rows.order_by("pk")) for rows in ground]
    emptying.every_table()
    for rows in kept:
        for row in serializers.deserialize("json", rows):
            row.save()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*tables, Subject]):
            cursor.execute(statement)


def brought_in(files, by):
    for kind, data in files.items():
        sheet = opening.read(data)
        plan = plan_of(sheet, kind, by=by)
        assert [line for outcome in plan.outcomes for line in outcome.in_words()] == [], kind
        assert plan.counts() == {"new": len(sheet.rows)}, kind
        run(sheet, kind, by=by, at=timezone.now(), sha256="0" * 64)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_same_bytes_come_out_of_an_empty_installation(put_back_real_rows, client, suffix):
    put_back_real_rows()
    before = exported(client, suffix)
    assert all(len(data) > 1000 for data in before.values())
    an_empty_installation()
    assert Claim.objects.count() == 0

    brought_in(before, make.make_user())
    # Whoever publishes them reads each; here all at once.
    editor = make.make_user(role="editor")
    Claim.objects.update(state="published", reviewed_by=editor, reviewed_at=timezone.now())
    after = exported(client, suffix)

    assert [kind for kind in KINDS if before[kind] != after[kind]] == []


def test_a_party_may_stand_levels_above_rows_that_come_before_it():
    me = make.make_user()
    rows = [{"slug": f"body-{n}", "name": f"Body {n}", "kind": "police", "part_of": f"body-{n + 1}"} for n in range(4)]
    rows[-1]["part_of"] = ""

    run(opening.read(as_csv(*rows)), "parties", by=me, at=timezone.now(), sha256="0" * 64)
    circle = plan_of(
        opening.read(
            as_csv(
                {"slug": "one", "name": "One", "kind": "police", "part_of": "two"},
                {"slug": "two", "name": "Two", "kind": "police", "part_of": "one"},
            )
        ),
        "parties",
        by=me,
    )

    assert Party.objects.get(slug="body-0").part_of.part_of.part_of.slug == "body-3"
    assert circle.has_errors


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"latitude": "45.4642", "longitude": "9.19"}, "is no position of a city"),
        ({"latitude": "95", "longitude": "9.19"}, "is no position of a city"),
        ({"latitude": "45.46"}, "A position needs both"),
        ({"latitude": "45.46", "longitude": "9.19", "place": ""}, "Of which city is this the position?"),
    ],
)
def test_a_position_is_that_of_a_city(columns, sentence):
    make.make_country(code="IT", name="Italy")
    row = {
        "label": "A station",
        "country_code": "IT",
        "place": "Inventville",
        **columns,
    }

    plan = plan_of(opening.read(as_csv(row)), "stations", by=make.make_user())

    assert sentence in " ".join(plan.outcomes[0].in_words())
