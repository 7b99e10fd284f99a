"""A withdrawn claim says when and by whom, beside why. What was withdrawn before is dated from its history."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# The version with which the withdrawal in force began: the earliest after the last that was not withdrawn.
DATE_WHAT_WAS_WITHDRAWN = """
UPDATE claims_claim SET
    withdrawn_at = coalesce(began.pgh_created_at, now()),
    withdrawn_by_id = coalesce((context.metadata->>'who')::bigint, row.reviewed_by_id)
  FROM claims_claim AS row
  LEFT JOIN LATERAL (
    SELECT pgh_created_at, pgh_context_id FROM claims_claimevent AS version
     WHERE version.pgh_obj_id = row.id AND state = 'withdrawn' AND pgh_id > coalesce(
        (SELECT max(pgh_id) FROM claims_claimevent WHERE pgh_obj_id = row.id AND state <> 'withdrawn'), 0)
     ORDER BY pgh_id LIMIT 1) AS began ON true
  LEFT JOIN pghistory_context AS context ON context.id = began.pgh_context_id
 WHERE claims_claim.id = row.id AND row.state = 'withdrawn';
UPDATE claims_claim SET withdrawn_reason = '' WHERE state <> 'withdrawn';
UPDATE claims_claimevent AS version SET withdrawn_at = row.withdrawn_at, withdrawn_by_id = row.withdrawn_by_id
  FROM claims_claim AS row
 WHERE row.id = version.pgh_obj_id AND row.state = 'withdrawn' AND version.state = 'withdrawn'
   AND version.pgh_created_at >= row.withdrawn_at;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_searches_tell_what_they_cover"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0007_preserved_files_never_change"),
        ("stations", "0006_both_coordinates_or_none"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name="claim_withdrawal_says_why",
        ),
        migrations.AddField(
            model_name="claim",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawn_claims",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(DATE_WHAT_WAS_WITHDRAWN, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."about_period", NEW."about_period_earliest", NEW."about_period_latest", NEW."answer_party_id", NEW."answer_type", NEW."asked_about_id", NEW."asserted_by_id", NEW."asserted_on", NEW."asserted_on_earliest", NEW."asserted_on_latest", NEW."choice_id", NEW."citation_id", NEW."count_operator", NEW."count_scope", NEW."count_to", NEW."count_unit_id", NEW."count_value", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."date_answer", NEW."date_answer_earliest", NEW."date_answer_latest", NEW."form_key", NEW."id", NEW."origin_stated", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_note", NEW."question_id", NEW."ref", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."speaker_name", NEW."speaker_office", NEW."stance", NEW."state", NEW."statement", NEW."subject_id", NEW."subject_kind", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="97a09ef92006d2e2b1259634af1cec6beb383780",
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
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."about_period", NEW."about_period_earliest", NEW."about_period_latest", NEW."answer_party_id", NEW."answer_type", NEW."asked_about_id", NEW."asserted_by_id", NEW."asserted_on", NEW."asserted_on_earliest", NEW."asserted_on_latest", NEW."choice_id", NEW."citation_id", NEW."count_operator", NEW."count_scope", NEW."count_to", NEW."count_unit_id", NEW."count_value", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."date_answer", NEW."date_answer_earliest", NEW."date_answer_latest", NEW."form_key", NEW."id", NEW."origin_stated", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_note", NEW."question_id", NEW."ref", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."speaker_name", NEW."speaker_office", NEW."stance", NEW."state", NEW."statement", NEW."subject_id", NEW."subject_kind", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="b04e45b873d29964db8310717c1b22bba3b77ce5",
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
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."about_period", OLD."about_period_earliest", OLD."about_period_latest", OLD."answer_party_id", OLD."answer_type", OLD."asked_about_id", OLD."asserted_by_id", OLD."asserted_on", OLD."asserted_on_earliest", OLD."asserted_on_latest", OLD."choice_id", OLD."citation_id", OLD."count_operator", OLD."count_scope", OLD."count_to", OLD."count_unit_id", OLD."count_value", OLD."country_id", OLD."created_at", OLD."created_by_id", OLD."date_answer", OLD."date_answer_earliest", OLD."date_answer_latest", OLD."form_key", OLD."id", OLD."origin_stated", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_note", OLD."question_id", OLD."ref", OLD."removed_at", OLD."removed_for", OLD."restricted", OLD."restricted_reason", OLD."reviewed_at", OLD."reviewed_by_id", OLD."speaker_name", OLD."speaker_office", OLD."stance", OLD."state", OLD."statement", OLD."subject_id", OLD."subject_kind", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="1fbdbb73e940301488971298c1b42c67578b3576",
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
                    models.Q(
                        models.Q(("withdrawn_reason", ""), _negated=True),
                        ("state", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                        ("withdrawn_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="claim_withdrawal_says_when_and_why",
                violation_error_message="A withdrawn claim says when, by whom and why; no other claim does.",
            ),
        ),
    ]
