"""Which desk sees a claim while no reader may."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0021_review_before_publication"),
        ("users", "0005_rules_about_people"),
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
        migrations.AddField(
            model_name="claim",
            name="desk",
            field=models.ForeignKey(
                blank=True,
                help_text="Who sees it while no reader may: a draft, or what is restricted. None is the whole house.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="users.desk",
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="desk",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who sees it while no reader may: a draft, or what is restricted. None is the whole house.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="users.desk",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asked_by_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "desk_id", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_alone", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "submitted_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."about_period", NEW."about_period_earliest", NEW."about_period_latest", NEW."answer_party_id", NEW."answer_type", NEW."asked_about_id", NEW."asked_by_id", NEW."asserted_by_id", NEW."asserted_on", NEW."asserted_on_earliest", NEW."asserted_on_latest", NEW."choice_id", NEW."citation_id", NEW."count_operator", NEW."count_scope", NEW."count_to", NEW."count_unit_id", NEW."count_value", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."date_answer", NEW."date_answer_earliest", NEW."date_answer_latest", NEW."desk_id", NEW."form_key", NEW."id", NEW."origin_stated", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_note", NEW."published_alone", NEW."question_id", NEW."ref", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."speaker_name", NEW."speaker_office", NEW."stance", NEW."state", NEW."statement", NEW."subject_id", NEW."subject_kind", NEW."submitted_at", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="e54cadcaece9690f62388d7aec10f3fac816f87b",
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
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asked_by_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "desk_id", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_alone", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "submitted_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."about_period", NEW."about_period_earliest", NEW."about_period_latest", NEW."answer_party_id", NEW."answer_type", NEW."asked_about_id", NEW."asked_by_id", NEW."asserted_by_id", NEW."asserted_on", NEW."asserted_on_earliest", NEW."asserted_on_latest", NEW."choice_id", NEW."citation_id", NEW."count_operator", NEW."count_scope", NEW."count_to", NEW."count_unit_id", NEW."count_value", NEW."country_id", NEW."created_at", NEW."created_by_id", NEW."date_answer", NEW."date_answer_earliest", NEW."date_answer_latest", NEW."desk_id", NEW."form_key", NEW."id", NEW."origin_stated", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_note", NEW."published_alone", NEW."question_id", NEW."ref", NEW."removed_at", NEW."removed_for", NEW."restricted", NEW."restricted_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."speaker_name", NEW."speaker_office", NEW."stance", NEW."state", NEW."statement", NEW."subject_id", NEW."subject_kind", NEW."submitted_at", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="bee0fc1274d509c81a76a8e8db50d80b42780470",
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
                    func='INSERT INTO "claims_claimevent" ("about_period", "about_period_earliest", "about_period_latest", "answer_party_id", "answer_type", "asked_about_id", "asked_by_id", "asserted_by_id", "asserted_on", "asserted_on_earliest", "asserted_on_latest", "choice_id", "citation_id", "count_operator", "count_scope", "count_to", "count_unit_id", "count_value", "country_id", "created_at", "created_by_id", "date_answer", "date_answer_earliest", "date_answer_latest", "desk_id", "form_key", "id", "origin_stated", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_note", "published_alone", "question_id", "ref", "removed_at", "removed_for", "restricted", "restricted_reason", "reviewed_at", "reviewed_by_id", "speaker_name", "speaker_office", "stance", "state", "statement", "subject_id", "subject_kind", "submitted_at", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."about_period", OLD."about_period_earliest", OLD."about_period_latest", OLD."answer_party_id", OLD."answer_type", OLD."asked_about_id", OLD."asked_by_id", OLD."asserted_by_id", OLD."asserted_on", OLD."asserted_on_earliest", OLD."asserted_on_latest", OLD."choice_id", OLD."citation_id", OLD."count_operator", OLD."count_scope", OLD."count_to", OLD."count_unit_id", OLD."count_value", OLD."country_id", OLD."created_at", OLD."created_by_id", OLD."date_answer", OLD."date_answer_earliest", OLD."date_answer_latest", OLD."desk_id", OLD."form_key", OLD."id", OLD."origin_stated", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_note", OLD."published_alone", OLD."question_id", OLD."ref", OLD."removed_at", OLD."removed_for", OLD."restricted", OLD."restricted_reason", OLD."reviewed_at", OLD."reviewed_by_id", OLD."speaker_name", OLD."speaker_office", OLD."stance", OLD."state", OLD."statement", OLD."subject_id", OLD."subject_kind", OLD."submitted_at", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="acd887a9b80e0229d6fbc7301366eab536cba763",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dbf31",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
    ]
