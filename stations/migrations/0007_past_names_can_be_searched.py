"""Earlier versions are found by their address and their names, as quickly as today's rows."""

from django.db import migrations, models

SEARCHED = [("stations_subjectevent", "label"), ("stations_subjectnameevent", "name")]


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
    dependencies = [("stations", "0006_both_coordinates_or_none")]

    operations = [
        migrations.AddIndex("subjectevent", models.Index(fields=["slug"], name="subject_versions_by_slug")),
        *[index(*words) for words in SEARCHED],
    ]
