"""Exports that are asked for, made in the queue and kept. An export moves forward only, and what was made stays.

Each refusal carries the name of its trigger as that of a constraint.
"""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION export_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state IN ('asked', 'making') AND NEW.state = OLD.state)
        OR (OLD.state = 'asked' AND NEW.state IN ('making', 'failed', 'cancelled'))
        OR (OLD.state = 'making' AND NEW.state IN ('asked', 'made', 'failed', 'cancelled'))
        OR (OLD.state = 'made' AND OLD.erased_at IS NULL
            AND to_jsonb(NEW) - 'erased_at' = to_jsonb(OLD) - 'erased_at')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An export does not go from % to %.', OLD.state, NEW.state
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER export_moves_forward BEFORE UPDATE ON dossiers_export
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION export_moves_forward();
CREATE TRIGGER export_made_stays BEFORE DELETE ON dossiers_export
    FOR EACH ROW WHEN (OLD.state = 'made') EXECUTE FUNCTION refuse_change();
"""
ANYHOW = """
DROP TRIGGER export_made_stays ON dossiers_export;
DROP TRIGGER export_moves_forward ON dossiers_export;
DROP FUNCTION export_moves_forward();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_the_bare_table_goes"),
        ("sources", "0007_preserved_files_never_change"),
        ("stations", "0007_past_names_can_be_searched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExportDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("salt", models.CharField(max_length=64)),
                ("moments", models.JSONField(default=dict)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("as_of", models.DateTimeField(blank=True, null=True)),
                ("said_by", models.DateField(blank=True, null=True)),
                ("format", models.CharField(max_length=10)),
                ("options", models.JSONField(blank=True, default=dict)),
                ("with_drafts", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits its turn"),
                            ("making", "Being made"),
                            ("made", "Made"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reading", "Reading the records"),
                            ("setting", "Setting notes and pages"),
                            ("keeping", "Packing and putting away"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_room", "The place where exports are kept is full, or cannot be written to"),
                            ("stopped", "The work stopped more than once before it was done"),
                            ("same", "The same was made meanwhile; ask again, and you get it"),
                            ("trouble", "Something went wrong; whoever runs this site finds it in the log"),
                        ],
                        max_length=10,
                    ),
                ),
                ("volume", models.PositiveSmallIntegerField(default=0, help_text="How many volumes are done.")),
                (
                    "volumes",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="How many there are; 0 until the records are read."
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_at",
                    models.DateTimeField(blank=True, help_text="The moment that the dossier itself names.", null=True),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "digest",
                    models.CharField(
                        blank=True, help_text="Of what the dossier holds (dossiers.plain.digest).", max_length=64
                    ),
                ),
                ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                ("release", models.CharField(blank=True, max_length=20)),
                ("signature", models.CharField(blank=True, help_text="Ed25519, in base64.", max_length=88)),
                ("statements", models.JSONField(blank=True, default=dict)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exports", to="stations.country"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("sha256"), condition=models.Q(("sha256", ""), _negated=True), name="export_by_sha256"
                    ),
                    models.Index(
                        models.F("digest"), condition=models.Q(("digest", ""), _negated=True), name="export_by_digest"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["statements"], name="export_by_statement"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "making", "made", "failed", "cancelled"])),
                        name="export_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["", "reading", "setting", "keeping"])),
                        name="export_step_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failure__in", ["no_room", "stopped", "same", "trouble"]), ("state", "failed")),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="export_failure_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "made"),
                                ("digest__regex", "^[0-9a-f]{64}$"),
                                ("made_at__isnull", False),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                ("size__isnull", False),
                                models.Q(("release", ""), _negated=True),
                                ("volumes__gte", 1),
                            ),
                            models.Q(
                                models.Q(("state", "made"), _negated=True),
                                ("digest", ""),
                                ("erased_at__isnull", True),
                                ("made_at__isnull", True),
                                ("parties", []),
                                ("release", ""),
                                ("sha256", ""),
                                ("signature", ""),
                                ("size__isnull", True),
                                ("sources", []),
                                ("statements", {}),
                            ),
                            _connector="OR",
                        ),
                        name="export_is_whole_or_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at__isnull", True), ("state", "asked"), ("step", "")),
                            models.Q(("started_at__isnull", False), ("state", "making")),
                            models.Q(("state__in", ("asked", "making")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_being_made_has_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("volume__lte", models.F("volumes"))), name="export_volumes_are_counted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("with_drafts", False), ("made_by__isnull", False), _connector="OR"),
                        name="export_of_drafts_says_who",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "making"))),
                        fields=("country", "format", "options", "with_drafts", "said_by", "as_of"),
                        name="export_is_asked_for_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("erased_at__isnull", True), ("state", "made")),
                        fields=("digest", "format", "options", "with_drafts", "release"),
                        name="export_is_made_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, ANYHOW),
    ]
