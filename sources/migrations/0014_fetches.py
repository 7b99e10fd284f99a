"""What the queue is to fetch: an address of a source, or one of a form that is not saved yet."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0013_merged_parties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fetch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "url",
                    models.URLField(blank=True, help_text="Where no source is known: what was typed.", max_length=2000),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits its turn"),
                            ("fetching", "Being fetched"),
                            ("reading", "Kept, and being read"),
                            ("kept", "Fetched"),
                            ("failed", "Not fetched"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("problem", models.CharField(blank=True, help_text="Why it failed, in one sentence.", max_length=500)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fetches", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fetches",
                        to="sources.capture",
                    ),
                ),
                (
                    "pending",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="fetches",
                        to="sources.pendingcapture",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fetches",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "fetching", "reading", "kept", "failed", "cancelled"])
                        ),
                        name="fetch_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source__isnull", False), ("url", "")),
                            models.Q(("source__isnull", True), models.Q(("url", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="fetch_is_of_a_source_or_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("problem", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("problem", "")),
                            _connector="OR",
                        ),
                        name="fetch_that_failed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at__isnull", True), ("state", "asked")),
                            models.Q(("started_at__isnull", False), ("state__in", ["fetching", "reading", "kept"])),
                            ("state__in", ["failed", "cancelled"]),
                            _connector="OR",
                        ),
                        name="fetch_under_way_has_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("capture__isnull", False),
                                ("source__isnull", False),
                                ("state__in", ["reading", "kept"]),
                                ("pending__isnull", True),
                            ),
                            models.Q(
                                ("capture__isnull", True), ("source__isnull", True), ("state__in", ["reading", "kept"])
                            ),
                            models.Q(
                                models.Q(("state__in", ["reading", "kept"]), _negated=True),
                                ("capture__isnull", True),
                                ("pending__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="fetch_keeps_what_it_was_asked_for",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "fetching", "reading"))),
                        fields=("asked_by", "source", "url"),
                        name="fetch_is_asked_for_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
