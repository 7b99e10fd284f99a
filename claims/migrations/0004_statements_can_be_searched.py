"""The statements can be searched like the names: see stations/0002."""

from django.db import migrations

SEARCHED = [("claims_claim", "statement"), ("claims_question", "wording")]


def index(table: str, column: str) -> migrations.RunSQL:
    """Both indexes over one column."""
    return migrations.RunSQL(
        [
            f"CREATE INDEX {table}_{column}_fold ON {table} USING gin (search_fold({column}) gin_trgm_ops)",
            f"CREATE INDEX {table}_{column}_pairs ON {table} USING gin (search_pairs({column}))",
        ],
        [f"DROP INDEX {table}_{column}_fold", f"DROP INDEX {table}_{column}_pairs"],
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_restatements_run_in_no_circle")]

    operations = [index(*words) for words in SEARCHED]
