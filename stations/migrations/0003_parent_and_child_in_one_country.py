"""A station is in the country of its place: the pair of parent and country must stand together in one row."""

from django.db import migrations

ADD = """
ALTER TABLE stations_subject
  ADD CONSTRAINT subject_in_the_country_of_its_parent
      FOREIGN KEY (parent_id, country_id) REFERENCES stations_subject (id, country_id),
  ADD CONSTRAINT subject_parent_is_of_that_kind
      FOREIGN KEY (parent_id, parent_kind) REFERENCES stations_subject (id, kind);
"""
DROP = """
ALTER TABLE stations_subject
  DROP CONSTRAINT subject_in_the_country_of_its_parent,
  DROP CONSTRAINT subject_parent_is_of_that_kind;
"""


class Migration(migrations.Migration):
    dependencies = [("stations", "0002_search_functions")]

    operations = [migrations.RunSQL(ADD, DROP)]
