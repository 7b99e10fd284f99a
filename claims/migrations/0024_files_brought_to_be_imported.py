"""Files that somebody brought to be imported, until they are imported or thrown away."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_what_a_desk_keeps_to_itself"),
        ("users", "0006_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BroughtFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claims", "Claims, each with its source"),
                            ("sources", "Sources"),
                            ("parties", "Parties"),
                            ("stations", "Stations"),
                            ("agreements", "Agreements"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("facts", models.BinaryField()),
                ("content", models.BinaryField(null=True)),
                ("columns", models.JSONField(blank=True, default=dict)),
                ("outcomes", models.BinaryField(null=True)),
                ("counts", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("columns", "Its columns are to be looked at"),
                            ("to_check", "Waits to be checked"),
                            ("checking", "Its rows are being checked"),
                            ("checked", "Checked, and not imported yet"),
                            ("to_write", "Waits to be imported"),
                            ("writing", "Being imported"),
                            ("imported", "Imported"),
                        ],
                        default="columns",
                        max_length=10,
                    ),
                ),
                ("problem", models.CharField(blank=True, help_text="Why the last step was not taken.", max_length=500)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("brought_at", models.DateTimeField()),
                (
                    "imported_as",
                    models.UUIDField(blank=True, help_text="The act under which the history keeps it.", null=True),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="users.desk",
                    ),
                ),
                (
                    "kept_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brought_files",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["brought_at"], name="brought_file_by_age")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["columns", "to_check", "checking", "checked", "to_write", "writing", "imported"],
                            )
                        ),
                        name="brought_file_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["claims", "sources", "parties", "stations", "agreements"])),
                        name="brought_file_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)),
                        name="brought_file_has_its_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("imported_as__isnull", False),
                                ("state", "imported"),
                                ("content__isnull", True),
                                ("outcomes__isnull", True),
                            ),
                            models.Q(
                                models.Q(("state", "imported"), _negated=True),
                                ("content__isnull", False),
                                ("imported_as__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="brought_file_goes_when_it_is_imported",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["checked", "to_write", "writing"]), ("outcomes__isnull", False)),
                            models.Q(
                                models.Q(("state__in", ["checked", "to_write", "writing"]), _negated=True),
                                ("outcomes__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="brought_file_is_imported_as_it_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="brought_file_counts_to_its_end"
                    ),
                ],
            },
        ),
    ]
