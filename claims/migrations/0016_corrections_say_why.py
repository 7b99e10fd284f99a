"""A correction says why it replaces the other statement."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FILL = """
UPDATE claims_link SET reason = 'The reason was not recorded.' WHERE kind = 'replaces';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_who_asked"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="link",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="link",
            name="reason",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Why a correction replaces the other; readers see it when that is withdrawn.",
                max_length=500,
            ),
        ),
        migrations.AddField(
            model_name="linkevent",
            name="reason",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Why a correction replaces the other; readers see it when that is withdrawn.",
                max_length=500,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_linkevent" ("claim_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_id") VALUES (NEW."claim_id", NEW."id", NEW."kind", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."reason", NEW."to_id"); RETURN NULL;',
                    hash="4696d03be0e2328bd356ee1daf2216196eef76a0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_11050",
                    table="claims_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_linkevent" ("claim_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_id") VALUES (NEW."claim_id", NEW."id", NEW."kind", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."reason", NEW."to_id"); RETURN NULL;',
                    hash="208a342e22d6d16575eb28d5366f8d0b8d315994",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_761bb",
                    table="claims_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_linkevent" ("claim_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_id") VALUES (OLD."claim_id", OLD."id", OLD."kind", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."reason", OLD."to_id"); RETURN NULL;',
                    hash="e1597eae16a30875fe150635e784ec06d80230b0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cdfeb",
                    table="claims_link",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "replaces"), _negated=True),
                    models.Q(("reason__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="link_replacement_says_why",
                violation_error_message="A correction says why it replaces the other statement.",
            ),
        ),
    ]
