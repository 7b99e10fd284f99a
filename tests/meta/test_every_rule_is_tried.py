"""Each rule that the database holds by a name of ours is refused by that name in tests/rules."""

from pathlib import Path

import pytest
from django.db import connection

RULES = Path(__file__).parent.parent / "rules"
APPS = ("users_", "stations_", "sources_", "claims_", "dossiers_", "api_")
# A table of a library to which we added a rule.
OF_OTHERS = ("usersessions_usersession",)
NAMED = """
SELECT name FROM (
    SELECT conname AS name, conrelid AS relation FROM pg_constraint WHERE contype IN ('c', 'f', 'u', 'x')
    UNION SELECT index.relname, indrelid FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
     WHERE indisunique AND NOT indisprimary
    UNION SELECT tgname, tgrelid FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE 'pgtrigger%%'
) AS rule JOIN pg_class ON pg_class.oid = relation
WHERE relnamespace = 'public'::regnamespace AND relname LIKE ANY (%s)
"""

# Beside the id, which is unique already: what composite foreign keys point at. They cannot be broken alone.
POINTED_AT = {
    "capture_id_with_source",
    "choice_id_with_question",
    "claim_id_with_author",
    "question_id_with_answer_type",
    "subject_id_with_country",
    "subject_id_with_kind",
}
# Refused with an SQLSTATE of its own, because it is about the transaction: tests/rules/test_two_at_once.py.
ABOUT_THE_TRANSACTION = {"link_isolation_is_read_committed"}


@pytest.mark.django_db
def test_every_rule_is_tried_by_its_name():
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [[*(app.replace("_", r"\_") + "%" for app in APPS), *OF_OTHERS]])
        held = {name for (name,) in cursor.fetchall()}
    ours = {name for name in held if not name.startswith((*APPS, *OF_OTHERS))} - POINTED_AT - ABOUT_THE_TRANSACTION
    tried = "".join(path.read_text() for path in RULES.glob("test_*.py"))

    untried = sorted(name for name in ours if f'"{name}"' not in tried)

    assert len(ours) > 80
    assert untried == []
    assert held >= POINTED_AT | ABOUT_THE_TRANSACTION
