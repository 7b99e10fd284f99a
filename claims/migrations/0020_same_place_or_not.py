"""Judgements whether two reported stations are one place, each on the word of a statement.

That both are stations is held by composite foreign keys over a generated column; that a change gives its reason, as for
every row that readers have seen (0018).
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

STATIONS = """
ALTER TABLE claims_sameplace
    ADD CONSTRAINT same_place_first_is_a_station FOREIGN KEY (first_id, kind) REFERENCES stations_subject (id, kind),
    ADD CONSTRAINT same_place_second_is_a_station FOREIGN KEY (second_id, kind) REFERENCES stations_subject (id, kind);
"""
NOT_HELD = """
ALTER TABLE claims_sameplace
    DROP CONSTRAINT same_place_first_is_a_station, DROP CONSTRAINT same_place_second_is_a_station;
"""
REASON = """
CREATE FUNCTION same_place_change_gives_a_reason() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
    IF told IS NOT NULL AND coalesce(nullif(told->>'reason', ''), told->>'why', '') = '' THEN
        RAISE EXCEPTION 'Readers have seen this: say why it is changed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER same_place_change_gives_a_reason AFTER UPDATE ON claims_sameplace
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION same_place_change_gives_a_reason();
"""
NOT_ASKED = """
DROP TRIGGER same_place_change_gives_a_reason ON claims_sameplace;
DROP FUNCTION same_place_change_gives_a_reason();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0019_rebuttals_run_one_way"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("stations", "0007_past_names_can_be_searched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SamePlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Value("station"),
                        output_field=models.CharField(max_length=10),
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        choices=[("same", "one place"), ("different", "two places"), ("unsure", "cannot be told")],
                        max_length=10,
                    ),
                ),
                (
                    "desk_reading",
                    models.BooleanField(default=False, help_text="The desk reads it so; the speaker does not say it."),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="What in the passage says so, in one sentence for readers.", max_length=500
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="same_places", to="claims.claim"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="judged_first", to="stations.subject"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="judged_second", to="stations.subject"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SamePlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "judgement",
                    models.CharField(
                        choices=[("same", "one place"), ("different", "two places"), ("unsure", "cannot be told")],
                        max_length=10,
                    ),
                ),
                (
                    "desk_reading",
                    models.BooleanField(default=False, help_text="The desk reads it so; the speaker does not say it."),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="What in the passage says so, in one sentence for readers.", max_length=500
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="stations.subject",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="claims.sameplace",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="stations.subject",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            model_name="sameplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("first", "second", "claim", "desk_reading"),
                name="same_place_judged_once",
                violation_error_message="This statement is entered for these two stations already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sameplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True),
                name="same_place_is_of_two",
                violation_error_message="A station is not compared with itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sameplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lte", models.F("second"))), name="same_place_lower_key_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="sameplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("judgement__in", ["same", "different", "unsure"])),
                name="same_place_judgement_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sameplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                name="same_place_says_why",
                violation_error_message="Say what in the passage says so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sameplace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True), ("withdrawn_reason", "")),
                    models.Q(
                        models.Q(("withdrawn_reason__regex", "^\\s*$"), _negated=True),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="same_place_withdrawal_says_when_and_why",
                violation_error_message="What is taken back says when, by whom and why.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sameplace",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sameplaceevent" ("claim_id", "desk_reading", "first_id", "id", "judgement", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."claim_id", NEW."desk_reading", NEW."first_id", NEW."id", NEW."judgement", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."reason", NEW."second_id", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="f8cac220673f293d8bec3a626b46e48bc300f2ef",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca96f",
                    table="claims_sameplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sameplace",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."desk_reading" IS DISTINCT FROM (NEW."desk_reading") OR OLD."first_id" IS DISTINCT FROM (NEW."first_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."judgement" IS DISTINCT FROM (NEW."judgement") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."second_id" IS DISTINCT FROM (NEW."second_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))',
                    func='INSERT INTO "claims_sameplaceevent" ("claim_id", "desk_reading", "first_id", "id", "judgement", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."claim_id", NEW."desk_reading", NEW."first_id", NEW."id", NEW."judgement", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."reason", NEW."second_id", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="543221f827b8fb20dbf791268facd13abc634b0f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16f74",
                    table="claims_sameplace",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sameplace",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sameplaceevent" ("claim_id", "desk_reading", "first_id", "id", "judgement", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."claim_id", OLD."desk_reading", OLD."first_id", OLD."id", OLD."judgement", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."reason", OLD."second_id", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="643b61d084ef8ad4dfe0151c2ed73ef37010242b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de09a",
                    table="claims_sameplace",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="sameplaceevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="sameplace_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sameplaceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE claims_sameplaceevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="6b5bfc75cf5e55cb89ea206f9023d0fe6768e9b9",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_11971",
                    table="claims_sameplaceevent",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(STATIONS, NOT_HELD),
        migrations.RunSQL(REASON, NOT_ASKED),
    ]
