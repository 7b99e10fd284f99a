"""Columns copied beside a claim are equal to the originals, and answers belong to their question.

Composite foreign keys; each needs no trigger. PostgreSQL skips a key with an empty part, so every such column is
paired with a CHECK in the model.
"""

from django.db import migrations

KEYS = [
    ("claims_claim", "claim_subject_is_of_that_kind", "subject_id, subject_kind", "stations_subject (id, kind)"),
    ("claims_claim", "claim_subject_is_in_that_country", "subject_id, country_id", "stations_subject (id, country_id)"),
    (
        "claims_claim",
        "claim_answer_type_is_the_questions",
        "question_id, answer_type",
        "claims_question (id, answer_type)",
    ),
    (
        "claims_claim",
        "claim_question_applies_to_that_kind",
        "question_id, subject_kind",
        "claims_questionsubjectkind (question_id, kind)",
    ),
    ("claims_claim", "claim_choice_is_of_its_question", "choice_id, question_id", "claims_choice (id, question_id)"),
    ("claims_claim", "claim_unit_is_of_its_question", "count_unit_id, question_id", "claims_choice (id, question_id)"),
    (
        "claims_choice",
        "choice_narrower_than_one_of_its_question",
        "narrower_than_id, question_id",
        "claims_choice (id, question_id)",
    ),
    (
        "claims_exclusion",
        "exclusion_first_is_of_its_question",
        "first_id, question_id",
        "claims_choice (id, question_id)",
    ),
    (
        "claims_exclusion",
        "exclusion_second_is_of_its_question",
        "second_id, question_id",
        "claims_choice (id, question_id)",
    ),
    (
        "claims_verification",
        "verification_author_is_the_claims",
        "claim_id, author_id",
        "claims_claim (id, created_by_id)",
    ),
]
RELAY_GAP = (
    "ALTER TABLE claims_relay ADD CONSTRAINT relay_has_no_gap FOREIGN KEY (claim_id, previous)"
    " REFERENCES claims_relay (claim_id, position) DEFERRABLE INITIALLY DEFERRED"
)


def key(table: str, name: str, columns: str, target: str) -> migrations.RunSQL:
    """One composite foreign key, checked at the end of each statement."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {target}",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_tables"), ("stations", "0003_parent_and_child_in_one_country")]

    operations = [
        *[key(*words) for words in KEYS],
        migrations.RunSQL(RELAY_GAP, "ALTER TABLE claims_relay DROP CONSTRAINT relay_has_no_gap"),
    ]
