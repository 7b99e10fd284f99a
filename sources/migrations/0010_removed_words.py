"""A passage, and the names of a party, can be removed."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0009_reading_that_goes_on"),
        ("stations", "0006_both_coordinates_or_none"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="party",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="party",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="party",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="citation",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="citation",
            name="removed_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("court_order", "court order"),
                    ("safety", "safety of a person"),
                    ("privacy", "privacy"),
                    ("copyright", "copyright"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="citationevent",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="citationevent",
            name="removed_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("court_order", "court order"),
                    ("safety", "safety of a person"),
                    ("privacy", "privacy"),
                    ("copyright", "copyright"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, help_text="When its names were removed; it is a role since.", null=True
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="removed_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("court_order", "court order"),
                    ("safety", "safety of a person"),
                    ("privacy", "privacy"),
                    ("copyright", "copyright"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="partyevent",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, help_text="When its names were removed; it is a role since.", null=True
            ),
        ),
        migrations.AddField(
            model_name="partyevent",
            name="removed_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("court_order", "court order"),
                    ("safety", "safety of a person"),
                    ("privacy", "privacy"),
                    ("copyright", "copyright"),
                ],
                max_length=15,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_citationevent" ("capture_id", "exact", "id", "language", "locator", "locator_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "removed_at", "removed_for", "source_id", "suffix", "translated_by", "translation", "words") VALUES (NEW."capture_id", NEW."exact", NEW."id", NEW."language", NEW."locator", NEW."locator_label", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."prefix", NEW."removed_at", NEW."removed_for", NEW."source_id", NEW."suffix", NEW."translated_by", NEW."translation", NEW."words"); RETURN NULL;',
                    hash="371e64a3861547f210fd729213b7edb6eabfbf42",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a56d3",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_citationevent" ("capture_id", "exact", "id", "language", "locator", "locator_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "removed_at", "removed_for", "source_id", "suffix", "translated_by", "translation", "words") VALUES (NEW."capture_id", NEW."exact", NEW."id", NEW."language", NEW."locator", NEW."locator_label", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."prefix", NEW."removed_at", NEW."removed_for", NEW."source_id", NEW."suffix", NEW."translated_by", NEW."translation", NEW."words"); RETURN NULL;',
                    hash="bc5270c47f9917e9b10cde449ff51ee13b15ed24",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1b25",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_citationevent" ("capture_id", "exact", "id", "language", "locator", "locator_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "removed_at", "removed_for", "source_id", "suffix", "translated_by", "translation", "words") VALUES (OLD."capture_id", OLD."exact", OLD."id", OLD."language", OLD."locator", OLD."locator_label", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."prefix", OLD."removed_at", OLD."removed_for", OLD."source_id", OLD."suffix", OLD."translated_by", OLD."translation", OLD."words"); RETURN NULL;',
                    hash="583ddcdae3726a92863184d48c70d1646207da61",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_00c85",
                    table="sources_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_partyevent" ("country_id", "described_by_role", "id", "kind", "name", "native_name", "note", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "removed_for", "slug", "state_media_reason") VALUES (NEW."country_id", NEW."described_by_role", NEW."id", NEW."kind", NEW."name", NEW."native_name", NEW."note", NEW."part_of_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."removed_at", NEW."removed_for", NEW."slug", NEW."state_media_reason"); RETURN NULL;',
                    hash="34986cd0c29fc3f7bfec8237fcfab5fed2956374",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67b89",
                    table="sources_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sources_partyevent" ("country_id", "described_by_role", "id", "kind", "name", "native_name", "note", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "removed_for", "slug", "state_media_reason") VALUES (NEW."country_id", NEW."described_by_role", NEW."id", NEW."kind", NEW."name", NEW."native_name", NEW."note", NEW."part_of_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."removed_at", NEW."removed_for", NEW."slug", NEW."state_media_reason"); RETURN NULL;',
                    hash="c5bb58e261bf66188c3a7366d1e2d5e7daadd430",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1550a",
                    table="sources_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_partyevent" ("country_id", "described_by_role", "id", "kind", "name", "native_name", "note", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "removed_for", "slug", "state_media_reason") VALUES (OLD."country_id", OLD."described_by_role", OLD."id", OLD."kind", OLD."name", OLD."native_name", OLD."note", OLD."part_of_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."removed_at", OLD."removed_for", OLD."slug", OLD."state_media_reason"); RETURN NULL;',
                    hash="74242a39af557e6d239846fe1bc5f755cf575b40",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c3e6b",
                    table="sources_party",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_for", "")),
                    models.Q(
                        ("removed_at__isnull", False),
                        ("removed_for__in", ["court_order", "safety", "privacy", "copyright"]),
                    ),
                    _connector="OR",
                ),
                name="citation_removal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_for", "")),
                    models.Q(
                        ("removed_at__isnull", False),
                        ("removed_for__in", ["court_order", "safety", "privacy", "copyright"]),
                    ),
                    _connector="OR",
                ),
                name="party_removal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed_at__isnull", True), ("described_by_role", True), _connector="OR"),
                name="party_without_its_names_is_a_role",
            ),
        ),
    ]
