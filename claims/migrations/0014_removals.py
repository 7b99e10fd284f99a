"""What is erased for good leaves a tombstone, which never changes."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

NEVER = """
CREATE TRIGGER removal_never_changes BEFORE UPDATE OR DELETE ON claims_removal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_withdrawn_when_and_by_whom"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0011_words_about_a_copy_can_be_erased"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("court_order", "court order"),
                            ("safety", "safety of a person"),
                            ("privacy", "privacy"),
                            ("copyright", "copyright"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="For the desk: who asked, where the letter is kept.", max_length=500
                    ),
                ),
                (
                    "addresses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("was_public", models.BooleanField(help_text="Whether readers could ever see what was removed.")),
                ("removed_at", models.DateTimeField()),
                (
                    "citation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removal",
                        to="sources.citation",
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removal",
                        to="claims.claim",
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removal",
                        to="sources.party",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removal",
                        to="sources.source",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RemovalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("court_order", "court order"),
                            ("safety", "safety of a person"),
                            ("privacy", "privacy"),
                            ("copyright", "copyright"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="For the desk: who asked, where the letter is kept.", max_length=500
                    ),
                ),
                (
                    "addresses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
                ("was_public", models.BooleanField(help_text="Whether readers could ever see what was removed.")),
                ("removed_at", models.DateTimeField()),
                (
                    "citation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.citation",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="claims.removal",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("claim"),
                        models.F("citation"),
                        models.F("source"),
                        models.F("party"),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="removal_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["court_order", "safety", "privacy", "copyright"])),
                name="removal_reason_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="removal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_removalevent" ("addresses", "citation_id", "claim_id", "id", "note", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "removed_at", "removed_by_id", "source_id", "was_public") VALUES (NEW."addresses", NEW."citation_id", NEW."claim_id", NEW."id", NEW."note", NEW."party_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."reason", NEW."removed_at", NEW."removed_by_id", NEW."source_id", NEW."was_public"); RETURN NULL;',
                    hash="176b0478a4929f464eb49fd7da797068280df83a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_84fb7",
                    table="claims_removal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="removal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_removalevent" ("addresses", "citation_id", "claim_id", "id", "note", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "removed_at", "removed_by_id", "source_id", "was_public") VALUES (NEW."addresses", NEW."citation_id", NEW."claim_id", NEW."id", NEW."note", NEW."party_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."reason", NEW."removed_at", NEW."removed_by_id", NEW."source_id", NEW."was_public"); RETURN NULL;',
                    hash="b543abe2c2a9d15c4eea43dc7e306a97a1e196f2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_00df3",
                    table="claims_removal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="removal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_removalevent" ("addresses", "citation_id", "claim_id", "id", "note", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "removed_at", "removed_by_id", "source_id", "was_public") VALUES (OLD."addresses", OLD."citation_id", OLD."claim_id", OLD."id", OLD."note", OLD."party_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."reason", OLD."removed_at", OLD."removed_by_id", OLD."source_id", OLD."was_public"); RETURN NULL;',
                    hash="e5fca7e83fd33341ae7242841a1ce08382df5f10",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1b36c",
                    table="claims_removal",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="removalevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="removal_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="removalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE claims_removalevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="858b049ce950d79659a7e55992cb755a89090120",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_2c29c",
                    table="claims_removalevent",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(NEVER, "DROP TRIGGER removal_never_changes ON claims_removal"),
    ]
