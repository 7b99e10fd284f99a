"""Earlier versions are found by their address and their words, as quickly as today's rows."""

from django.db import migrations, models

SEARCHED = [
    ("sources_partyevent", "name"),
    ("sources_partyevent", "native_name"),
    ("sources_sourceevent", "title"),
    ("sources_sourceevent", "translated_title"),
    ("sources_sourceevent", "url"),
    ("sources_citationevent", "exact"),
    ("sources_citationevent", "translation"),
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
    dependencies = [("sources", "0007_preserved_files_never_change"), ("stations", "0007_past_names_can_be_searched")]

    operations = [
        migrations.AddIndex("partyevent", models.Index(fields=["slug"], name="party_versions_by_slug")),
        migrations.AddIndex("sourceevent", models.Index(fields=["slug"], name="source_versions_by_slug")),
        *[index(*words) for words in SEARCHED],
    ]
