"""What people do that changes no row of the record is kept, and a row of it never changes. Who wrote what is found."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NEVER = """
CREATE FUNCTION users_refuse_to_change_an_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What somebody did is never rewritten (%, %).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER act_never_changes BEFORE UPDATE OR DELETE ON users_act
    FOR EACH ROW EXECUTE FUNCTION users_refuse_to_change_an_act();
"""
AGAIN = """
DROP TRIGGER act_never_changes ON users_act;
DROP FUNCTION users_refuse_to_change_an_act();
"""
BY_WHO = "CREATE INDEX context_by_who ON pghistory_context ((metadata->>'who'))"
BY_NOBODY = "DROP INDEX context_by_who"


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("users", "0005_rules_about_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed_in", "Signed in"),
                            ("refused", "Sign-in refused"),
                            ("signed_out", "Signed out"),
                            ("sessions_ended", "Sessions ended"),
                            ("password", "Password changed"),
                            ("address", "E-mail address changed"),
                            ("step_added", "Second step added"),
                            ("step_removed", "Second step removed"),
                            ("recovery_codes", "Recovery codes made"),
                            ("export_asked", "Dossier asked for"),
                            ("export_made", "Dossier with drafts made"),
                            ("file_taken", "File taken"),
                            ("audit_taken", "Audit taken as a file"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "means",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("password", "password"),
                                ("totp", "code from an app"),
                                ("webauthn", "passkey or security key"),
                                ("recovery_codes", "recovery code"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("particulars", models.JSONField(blank=True, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "signed_in",
                                    "refused",
                                    "signed_out",
                                    "sessions_ended",
                                    "password",
                                    "address",
                                    "step_added",
                                    "step_removed",
                                    "recovery_codes",
                                    "export_asked",
                                    "export_made",
                                    "file_taken",
                                    "audit_taken",
                                ],
                            )
                        ),
                        name="act_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("means__contained_by", ["password", "totp", "webauthn", "recovery_codes"])),
                        name="act_means_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", True), ("kind", "refused")),
                            models.Q(
                                models.Q(("kind", "refused"), _negated=True),
                                ("by__isnull", False),
                                ("person__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="act_says_whose",
                    ),
                ],
            },
        ),
        migrations.RunSQL(NEVER, AGAIN),
        migrations.RunSQL(BY_WHO, BY_NOBODY),
    ]
