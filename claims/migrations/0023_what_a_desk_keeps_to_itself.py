"""What desks keep to themselves about statements, sources, subjects and parties; history and rules with it."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0022_a_desk_for_drafts"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0015_a_desk_for_what_is_restricted"),
        ("stations", "0007_past_names_can_be_searched"),
        ("users", "0005_rules_about_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("note", "Note"), ("location", "Location")], default="note", max_length=10
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("why", models.CharField(help_text="Why it is kept from readers.", max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_notes",
                        to="claims.claim",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="users.desk",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_notes",
                        to="sources.party",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_notes",
                        to="sources.source",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_notes",
                        to="stations.subject",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeskNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("note", "Note"), ("location", "Location")], default="note", max_length=10
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("why", models.CharField(help_text="Why it is kept from readers.", max_length=300)),
                ("written_at", models.DateTimeField()),
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
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="users.desk",
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
                        to="claims.desknote",
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
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="stations.subject",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("claim"),
                        models.F("source"),
                        models.F("subject"),
                        models.F("party"),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="desk_note_is_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["note", "location"])), name="desk_note_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text__regex", "^\\s*$"), _negated=True), ("latitude__isnull", False), _connector="OR"
                ),
                name="desk_note_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__regex", "^\\s*$"), _negated=True), name="desk_note_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), 5000
                ),
                name="desk_note_is_short_enough",
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "note"), ("subject__isnull", False), _connector="OR"),
                name="desk_note_location_is_of_a_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="desknote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("kind", "location"),
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="desk_note_coordinates_are_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="desknote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_desknoteevent" ("claim_id", "desk_id", "id", "kind", "latitude", "longitude", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "subject_id", "text", "why", "written_at", "written_by_id") VALUES (NEW."claim_id", NEW."desk_id", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."party_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."source_id", NEW."subject_id", NEW."text", NEW."why", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="761d77d280a93d82f14968a14f3a9b220413899f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27220",
                    table="claims_desknote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="desknote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_desknoteevent" ("claim_id", "desk_id", "id", "kind", "latitude", "longitude", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "subject_id", "text", "why", "written_at", "written_by_id") VALUES (NEW."claim_id", NEW."desk_id", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."party_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."source_id", NEW."subject_id", NEW."text", NEW."why", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="c92f8c04200988d46c738ace773a6946e41f567f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_86799",
                    table="claims_desknote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="desknote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_desknoteevent" ("claim_id", "desk_id", "id", "kind", "latitude", "longitude", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "subject_id", "text", "why", "written_at", "written_by_id") VALUES (OLD."claim_id", OLD."desk_id", OLD."id", OLD."kind", OLD."latitude", OLD."longitude", OLD."party_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."source_id", OLD."subject_id", OLD."text", OLD."why", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="34d11b5bf54d5e5ad3f214dbbc72f4974f7dc22d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bca2b",
                    table="claims_desknote",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="desknoteevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="desknote_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="desknoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE claims_desknoteevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="fffe5905ad985dbda44ef7c9d3a75c50bc55e31f",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_c7e44",
                    table="claims_desknoteevent",
                    when="AFTER",
                ),
            ),
        ),
    ]
