"""The name and office of who spoke that day can be searched like the statements: see stations/0002."""

from django.db import migrations

SEARCHED = [("claims_claim", "speaker_name"), ("claims_claim", "speaker_office")]


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
    dependencies = [("claims", "0006_no_circle_at_any_isolation")]

    operations = [index(*words) for words in SEARCHED]
