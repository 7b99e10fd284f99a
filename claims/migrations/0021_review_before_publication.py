"""Which steps a claim can take, who looks at it, what the desk says about it, and forms that nobody sent yet.

The triggers are written from claims/transitions.py. What was in review counts as waiting since it was entered.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

WAITS_SINCE = """
UPDATE claims_claim SET submitted_at = created_at WHERE state = 'in_review';
UPDATE claims_claimevent SET submitted_at = created_at WHERE state = 'in_review';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0020_same_place_or_not"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0013_merged_parties"),
        ("stations", "0007_past_names_can_be_searched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                ("assigned_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("asks_for_changes", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CommentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                ("text", models.TextField()),
                ("asks_for_changes", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnsentForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form_key", models.UUIDField()),
                ("content", models.TextField()),
                ("kept_at", models.DateTimeField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_not_reviewed_by_its_author",
        ),
        migrations.AddField(
            model_name="claim",
            name="published_alone",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Its own author published it: no second person has checked it.",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="submitted_at",
            field=models.DateTimeField(blank=True, help_text="Since when it waits in the queue.", null=True),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="published_alone",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Its own author published it: no second person has checked it.",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="submitted_at",
            field=models.DateTimeField(blank=True, help_text="Since when it waits in the queue.", null=True),
        ),
        migrations.RunSQL(WAITS_SINCE, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_step_is_known",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IS DISTINCT FROM NEW.state)",
                    func="\nIF (OLD.state, NEW.state) NOT IN (('draft', 'in_review'), ('draft', 'published'), ('in_review', 'draft'), ('in_review', 'published'), ('published', 'withdrawn'), ('withdrawn', 'published')) THEN\n    RAISE EXCEPTION 'A claim does not go from % to %.', OLD.state, NEW.state\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_step_is_known', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="f0f3c2cca5228b997aea68b69cb17e045dd0ac54",
                    operation="UPDATE",
                    pgid="pgtrigger_claim_step_is_known_2a112",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_step_gives_its_reason",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IS DISTINCT FROM NEW.state)",
                    declare="DECLARE told jsonb = nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;",
                    func="\nIF told IS NOT NULL AND coalesce(trim(told->>'reason'), '') = ''\n   AND (OLD.state, NEW.state) IN (('in_review', 'draft'), ('published', 'withdrawn'), ('withdrawn', 'published')) THEN\n    RAISE EXCEPTION 'Say why.'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_step_gives_its_reason', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="c588bb30eec48636eebf1fe3c27a687cf15ff724",
                    operation="UPDATE",
                    pgid="pgtrigger_claim_step_gives_its_reason_130a5",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asked_by_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_alone", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "submitted_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."about_period", NEW."about_period_earliest", NEW."about_period_latest", NEW."answer_party_id", NEW."answer_type", NEW."asked_about_id", NEW."asked_by_id", NEW."asserted_by_id", NEW."asserted_on", NEW."asserted_on_earliest", NEW."asserted_on_latest", NEW."choice_id", NEW."citation_id", NEW."count_operator", NEW."count_scope", NEW."count_to", NEW."count_unit_id", NEW."count_value", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."date_answer", NEW."date_answer_earliest", NEW."date_answer_latest", NEW."form_key", NEW."id", NEW."origin_stated", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_note", NEW."published_alone", NEW."question_id", NEW."ref", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."speaker_name", NEW."speaker_office", NEW."stance", NEW."state", NEW."statement", NEW."subject_id", NEW."subject_kind", NEW."submitted_at", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="c0bc4c5027a1295d493eb8b224ff10851763b37d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df8fa",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asked_by_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_alone", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "submitted_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."about_period", NEW."about_period_earliest", NEW."about_period_latest", NEW."answer_party_id", NEW."answer_type", NEW."asked_about_id", NEW."asked_by_id", NEW."asserted_by_id", NEW."asserted_on", NEW."asserted_on_earliest", NEW."asserted_on_latest", NEW."choice_id", NEW."citation_id", NEW."count_operator", NEW."count_scope", NEW."count_to", NEW."count_unit_id", NEW."count_value", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."date_answer", NEW."date_answer_earliest", NEW."date_answer_latest", NEW."form_key", NEW."id", NEW."origin_stated", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_note", NEW."published_alone", NEW."question_id", NEW."ref", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."speaker_name", NEW."speaker_office", NEW."stance", NEW."state", NEW."statement", NEW."subject_id", NEW."subject_kind", NEW."submitted_at", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="78c866a3d8466571d2de8d9a473fb8e220313216",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe4ba",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asked_by_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_alone", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "submitted_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."about_period", OLD."about_period_earliest", OLD."about_period_latest", OLD."answer_party_id", OLD."answer_type", OLD."asked_about_id", OLD."asked_by_id", OLD."asserted_by_id", OLD."asserted_on", OLD."asserted_on_earliest", OLD."asserted_on_latest", OLD."choice_id", OLD."citation_id", OLD."count_operator", OLD."count_scope", OLD."count_to", OLD."count_unit_id", OLD."count_value", OLD."country_id", OLD."created_at", OLD."created_by_id", OLD."date_answer", OLD."date_answer_earliest", OLD."date_answer_latest", OLD."form_key", OLD."id", OLD."origin_stated", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_note", OLD."published_alone", OLD."question_id", OLD."ref", OLD."removed_at", OLD."removed_for", OLD."restricted", OLD."restricted_reason", OLD."reviewed_at", OLD."reviewed_by_id", OLD."speaker_name", OLD."speaker_office", OLD."stance", OLD."state", OLD."statement", OLD."subject_id", OLD."subject_kind", OLD."submitted_at", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="ffaf5748f99f4564bd91f2c4f675b68fbd595306",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dbf31",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(("reviewed_by", models.F("created_by")), _negated=True),
                    ("published_alone", True),
                    _connector="OR",
                ),
                name="claim_not_reviewed_by_its_author",
                violation_error_message="Nobody publishes a claim of their own.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_alone", False), ("reviewed_by", models.F("created_by")), _connector="OR"
                ),
                name="claim_published_alone_by_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_review"), ("submitted_at__isnull", False)),
                    models.Q(models.Q(("state", "in_review"), _negated=True), ("submitted_at__isnull", True)),
                    _connector="OR",
                ),
                name="claim_in_review_since_when",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assigned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="claim",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignment", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="editor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="assigned_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="editor",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="assignmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="claims.assignment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="commentevent",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="commentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="commentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="claims.comment",
            ),
        ),
        migrations.AddField(
            model_name="commentevent",
            name="written_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unsentform",
            name="kept_for",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="unsent_forms", to=settings.AUTH_USER_MODEL
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_assignmentevent" ("assigned_at", "assigned_by_id", "claim_id", "editor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."claim_id", NEW."editor_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="077470cbc6389a65639c8ebbf4db945ea24e927f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f02ca",
                    table="claims_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_assignmentevent" ("assigned_at", "assigned_by_id", "claim_id", "editor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."claim_id", NEW."editor_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;',
                    hash="c62fc5a1f83010f7767f6bc794dcf94bae2f7210",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dd71a",
                    table="claims_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_assignmentevent" ("assigned_at", "assigned_by_id", "claim_id", "editor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."assigned_at", OLD."assigned_by_id", OLD."claim_id", OLD."editor_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="fdf586ed729fe4f64b1b7668b10e7d45ec782055",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_577f1",
                    table="claims_assignment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="assignmentevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="assignment_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE claims_assignmentevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="f6fcb43c7b1ced6beb0fd7d8ee62db5fd98d5c58",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_99b7f",
                    table="claims_assignmentevent",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["claim", "written_at"], name="comment_of_claim"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "^\\s*$"), _negated=True), name="comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), 5000
                ),
                name="comment_is_short_enough",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edited_at__isnull", True), ("edited_at__gte", models.F("written_at")), _connector="OR"
                ),
                name="comment_edited_after_it_was_written",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_commentevent" ("asks_for_changes", "claim_id", "edited_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "struck_at", "text", "written_at", "written_by_id") VALUES (NEW."asks_for_changes", NEW."claim_id", NEW."edited_at", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."struck_at", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="6030671614cd8f3209db72276732ac37690cc3d1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3b7ba",
                    table="claims_comment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_commentevent" ("asks_for_changes", "claim_id", "edited_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "struck_at", "text", "written_at", "written_by_id") VALUES (NEW."asks_for_changes", NEW."claim_id", NEW."edited_at", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."struck_at", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="717281672f73fbc49b97f06650691b94c9d30027",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1935",
                    table="claims_comment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_commentevent" ("asks_for_changes", "claim_id", "edited_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "struck_at", "text", "written_at", "written_by_id") VALUES (OLD."asks_for_changes", OLD."claim_id", OLD."edited_at", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."struck_at", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="214afcd7ffe7e1f04b1b1322d4ce251511551712",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e4a2e",
                    table="claims_comment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="commentevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="comment_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE claims_commentevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="f2baaf74434a74b5c24e43dd105cba039c9786e6",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_e5983",
                    table="claims_commentevent",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="unsentform",
            index=models.Index(fields=["kept_at"], name="unsent_form_by_age"),
        ),
        migrations.AddConstraint(
            model_name="unsentform",
            constraint=models.UniqueConstraint(fields=("kept_for", "form_key"), name="unsent_form_once"),
        ),
        migrations.AddConstraint(
            model_name="unsentform",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("content"), 100000
                ),
                name="unsent_form_is_small_enough",
            ),
        ),
    ]
