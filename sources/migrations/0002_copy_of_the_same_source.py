"""A passage is checked in a copy of the source that it cites, and sources can be searched."""

from django.db import migrations

ADD = """
ALTER TABLE sources_citation
  ADD CONSTRAINT citation_capture_is_of_its_source
      FOREIGN KEY (capture_id, source_id) REFERENCES sources_capture (id, source_id);
"""
DROP = "ALTER TABLE sources_citation DROP CONSTRAINT citation_capture_is_of_its_source;"
SEARCHED = [
    ("sources_party", "name"),
    ("sources_party", "native_name"),
    ("sources_source", "title"),
    ("sources_source", "translated_title"),
    ("sources_source", "url"),
    ("sources_citation", "exact"),
    ("sources_citation", "translation"),
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
    dependencies = [("sources", "0001_tables"), ("stations", "0003_parent_and_child_in_one_country")]

    operations = [migrations.RunSQL(ADD, DROP), *[index(table, column) for table, column in SEARCHED]]
