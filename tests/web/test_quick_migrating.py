"""Migrating from nothing makes few classes anew, and exactly the tables that the models say."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from web.quick_migrating import only_what_is_touched

OURS = ["web", "users", "stations", "sources", "claims", "dossiers"]


@pytest.fixture
def project():
    """A country, a town that points at it, a street that points at the town; and a person beside them."""
    key = ("id", models.BigAutoField(primary_key=True))
    found = ProjectState()
    for name, beside in (("Country", None), ("Town", "Country"), ("Street", "Town"), ("Person", None)):
        pointing = [("of", models.ForeignKey(f"places.{beside}", models.PROTECT))] if beside else []
        found.add_model(ModelState("places", name, [key, *pointing]))
    found.apps  # noqa: B018 - draws the classes
    return found


def made_anew(project, change):
    names = ["country", "town", "street", "person"]
    before = {name: project.apps.get_model("places", name) for name in names}
    with only_what_is_touched():
        change()
    return {name for name in names if project.apps.get_model("places", name) is not before[name]}


def test_a_field_touches_the_model_and_those_right_beside_it(project):
    def add():
        project.add_field("places", "country", "capital", models.ForeignKey("places.Person", models.CASCADE), True)

    assert made_anew(project, add) == {"country", "town", "person"}


def test_what_no_other_model_points_at_touches_the_model_alone(project):
    def add():
        project.add_constraint("places", "town", models.UniqueConstraint(fields=["of"], name="one_of_each"))

    assert made_anew(project, add) == {"town"}
    assert project.apps.get_model("places", "town")._meta.constraints[0].name == "one_of_each"


def test_a_migration_of_data_is_given_all_classes_anew(project):
    made_anew(project, lambda: project.add_field("places", "country", "name", models.TextField(), True))

    project.clear_delayed_apps_cache()  # as RunPython does first

    street = project.apps.get_model("places", "street")
    town = street._meta.get_field("of").related_model
    assert "name" in {field.name for field in town._meta.get_field("of").related_model._meta.get_fields()}


def test_outside_of_migrating_django_does_as_ever(project):
    before = project.apps.get_model("places", "street")

    project.add_field("places", "country", "capital", models.ForeignKey("places.Person", models.CASCADE), True)

    assert project.apps.get_model("places", "street") is not before


@pytest.mark.django_db
def test_the_tables_are_what_the_models_say():
    """Their columns, whether those may be empty, their keys, constraints and indexes."""
    tables = [model._meta for model in apps.get_models() if model._meta.app_label in OURS]
    with connection.cursor() as cursor:
        wrong = [fault for table in tables if table.can_migrate(connection) for fault in faults(cursor, table)]

    assert wrong == []


def faults(cursor, table):
    fields = [field for field in table.local_concrete_fields if not field.generated]  # those may be empty or not
    described = connection.introspection.get_table_description(cursor, table.db_table)
    columns = {row.name: bool(row.null_ok) for row in described}
    for field in fields:
        if columns.get(field.column) is not field.null:
            yield f"{table.db_table}.{field.column}"
    yield from set(columns) ^ {field.column for field in table.local_concrete_fields}
    held = connection.introspection.get_constraints(cursor, table.db_table)
    yield from {each.name for each in (*table.constraints, *table.indexes)} - set(held)
    pointing = {tuple(each["columns"]) for each in held.values() if each["foreign_key"]}
    for field in fields:
        if field.is_relation and field.db_constraint and (field.column,) not in pointing:
            yield f"{table.db_table}.{field.column} is no key"
