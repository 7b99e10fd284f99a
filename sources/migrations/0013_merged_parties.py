"""Two parties that are one: the former address leads to the other, and is nobody else's."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# The lock makes two transactions that each take the same slug, one as a party and one as a former one, wait. There are
# 127 of them and not one for each slug, so that entering many parties at once does not use up PostgreSQL's.
TAKEN = """
CREATE FUNCTION refuse_slug_of_party() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_taken boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(27182818, hashtext(NEW.slug) % 64);
    IF TG_TABLE_NAME = 'sources_party' THEN
        is_taken := EXISTS (SELECT FROM sources_partyalias WHERE slug = NEW.slug);
    ELSE
        is_taken := EXISTS (SELECT FROM sources_party WHERE slug = NEW.slug AND id <> NEW.former_key);
    END IF;
    IF is_taken THEN
        RAISE EXCEPTION 'The address % is, or was, that of another party.', NEW.slug
            USING ERRCODE = 'unique_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER party_slug_is_no_former_one BEFORE INSERT OR UPDATE OF slug ON sources_party
    FOR EACH ROW EXECUTE FUNCTION refuse_slug_of_party();
CREATE TRIGGER party_alias_slug_is_no_partys BEFORE INSERT OR UPDATE OF slug ON sources_partyalias
    FOR EACH ROW EXECUTE FUNCTION refuse_slug_of_party();
"""
AGAIN = """
DROP TRIGGER party_slug_is_no_former_one ON sources_party;
DROP TRIGGER party_alias_slug_is_no_partys ON sources_partyalias;
DROP FUNCTION refuse_slug_of_party();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0012_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("former_key", models.BigIntegerField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("native_name", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("merged_at", models.DateTimeField()),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties_merged",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aliases", to="sources.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PartyAliasEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=120)),
                ("former_key", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("native_name", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("merged_at", models.DateTimeField()),
                (
                    "merged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.party",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="sources.partyalias",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="partyalias",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "^\\s*$"), _negated=True), name="party_alias_says_why"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partyalias",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_partyaliasevent" ("former_key", "id", "merged_at", "merged_by_id", "name", "native_name", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "slug") VALUES (NEW."former_key", NEW."id", NEW."merged_at", NEW."merged_by_id", NEW."name", NEW."native_name", NEW."party_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."reason", NEW."slug"); RETURN NULL;',
                    hash="7be1aa0bd3aaaf42675836155ea334b2582b0b7e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e2b2",
                    table="sources_partyalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partyalias",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_partyaliasevent" ("former_key", "id", "merged_at", "merged_by_id", "name", "native_name", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "slug") VALUES (NEW."former_key", NEW."id", NEW."merged_at", NEW."merged_by_id", NEW."name", NEW."native_name", NEW."party_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."reason", NEW."slug"); RETURN NULL;',
                    hash="f4d6c07f62bda28bace8f8fcd80b59119b4cb2aa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50d0e",
                    table="sources_partyalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partyalias",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_partyaliasevent" ("former_key", "id", "merged_at", "merged_by_id", "name", "native_name", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "slug") VALUES (OLD."former_key", OLD."id", OLD."merged_at", OLD."merged_by_id", OLD."name", OLD."native_name", OLD."party_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."reason", OLD."slug"); RETURN NULL;',
                    hash="28928e662c250981d3c087fb6636309890fe461a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_58717",
                    table="sources_partyalias",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="partyaliasevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="partyalias_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partyaliasevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE sources_partyaliasevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="0de2c582c9fd884383c9f6dca1104fb4b2e5b9f6",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_b9bfb",
                    table="sources_partyaliasevent",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(TAKEN, AGAIN),
    ]
