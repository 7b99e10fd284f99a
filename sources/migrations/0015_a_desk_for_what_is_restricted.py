"""Which desk sees a source while it is restricted; what one desk keeps to itself stands in nobody else's way."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0014_fetches"),
        ("stations", "0007_past_names_can_be_searched"),
        ("users", "0005_rules_about_people"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="source",
            name="source_address_once",
        ),
        migrations.AddField(
            model_name="source",
            name="desk",
            field=models.ForeignKey(
                blank=True,
                help_text="Who sees it while restricted.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="users.desk",
            ),
        ),
        migrations.AddField(
            model_name="sourceevent",
            name="desk",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who sees it while restricted.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="users.desk",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_sourceevent" ("accessed", "archive_url", "authors", "container_title", "copy_kind", "csl_type", "desk_id", "id", "issued", "issued_earliest", "issued_latest", "language", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "removed_at", "removed_for", "restricted", "restricted_reason", "rights", "slug", "subject_id", "title", "translated_title", "url", "version") VALUES (NEW."accessed", NEW."archive_url", NEW."authors", NEW."container_title", NEW."copy_kind", NEW."csl_type", NEW."desk_id", NEW."id", NEW."issued", NEW."issued_earliest", NEW."issued_latest", NEW."language", NEW."note", NEW."number", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."publisher_id", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."rights", NEW."slug", NEW."subject_id", NEW."title", NEW."translated_title", NEW."url", NEW."version"); RETURN NULL;',
                    hash="bb8757cb381482affaa87df1d8d34f101fb988e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3ed3",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_sourceevent" ("accessed", "archive_url", "authors", "container_title", "copy_kind", "csl_type", "desk_id", "id", "issued", "issued_earliest", "issued_latest", "language", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "removed_at", "removed_for", "restricted", "restricted_reason", "rights", "slug", "subject_id", "title", "translated_title", "url", "version") VALUES (NEW."accessed", NEW."archive_url", NEW."authors", NEW."container_title", NEW."copy_kind", NEW."csl_type", NEW."desk_id", NEW."id", NEW."issued", NEW."issued_earliest", NEW."issued_latest", NEW."language", NEW."note", NEW."number", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."publisher_id", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."rights", NEW."slug", NEW."subject_id", NEW."title", NEW."translated_title", NEW."url", NEW."version"); RETURN NULL;',
                    hash="091fff0dfa7c5dca6f67b6785916b7aa8d9a5b24",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6185",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_sourceevent" ("accessed", "archive_url", "authors", "container_title", "copy_kind", "csl_type", "desk_id", "id", "issued", "issued_earliest", "issued_latest", "language", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "removed_at", "removed_for", "restricted", "restricted_reason", "rights", "slug", "subject_id", "title", "translated_title", "url", "version") VALUES (OLD."accessed", OLD."archive_url", OLD."authors", OLD."container_title", OLD."copy_kind", OLD."csl_type", OLD."desk_id", OLD."id", OLD."issued", OLD."issued_earliest", OLD."issued_latest", OLD."language", OLD."note", OLD."number", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."publisher_id", OLD."removed_at", OLD."removed_for", OLD."restricted", OLD."restricted_reason", OLD."rights", OLD."slug", OLD."subject_id", OLD."title", OLD."translated_title", OLD."url", OLD."version"); RETURN NULL;',
                    hash="a0480bb3acaaf8281724578c8c4e18e58cf1cfa9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fde77",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("url", ""), _negated=True), ("restricted", False)),
                fields=("url", "version"),
                name="source_address_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("url", ""), _negated=True), ("restricted", True)),
                fields=("url", "version", "desk"),
                name="source_address_once_at_its_desk",
                nulls_distinct=False,
            ),
        ),
    ]
