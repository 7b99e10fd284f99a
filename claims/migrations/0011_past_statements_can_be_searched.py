"""Earlier versions are found by their address and their words, as quickly as today's rows."""

from django.db import migrations, models

SEARCHED = [
    ("claims_claimevent", "statement"),
    ("claims_claimevent", "speaker_name"),
    ("claims_claimevent", "speaker_office"),
]


def index(table: str, column: str) -> migrations.RunSQL:
    """Both indexes over one column: see stations/0002."""
    return migrations.RunSQL(
        [
            f"CREATE INDEX {table}_{column}_fold ON {table} USING gin (search_fold({column}) gin_trgm_ops)",
            f"CREATE INDEX {table}_{column}_pairs ON {table} USING gin (search_pairs({column}))",
        ],
        [f"DROP INDEX {table}_{column}_fold", f"DROP INDEX {table}_{column}_pairs"],
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_utterances_kept_apart"), ("sources", "0008_past_sources_can_be_searched")]

    operations = [
        migrations.AddIndex("claimevent", models.Index(fields=["ref"], name="claim_versions_by_ref")),
        *[index(*words) for words in SEARCHED],
    ]
