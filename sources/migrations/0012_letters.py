"""What readers send to the desk, and how many letters came today."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import sources.models.letter


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0011_words_about_a_copy_can_be_erased"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.CharField(
                        default=sources.models.letter.new_number, editable=False, max_length=12, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mistake", "Point out a mistake"), ("statement", "Send a statement of one’s own")],
                        max_length=10,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="The page of this site that it is about; a path.", max_length=300
                    ),
                ),
                (
                    "sender_name",
                    models.CharField(blank=True, help_text="Who speaks, as it should stand.", max_length=200),
                ),
                ("sender_office", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, help_text="Where it can be read as well.", max_length=2000)),
                ("contact", models.CharField(blank=True, max_length=200)),
                (
                    "form_key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="A form sent twice is one letter.", unique=True
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for an editor"),
                            ("accepted", "Accepted"),
                            ("answered", "Answered"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="What the sender reads.")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LetterDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("salt", models.CharField(max_length=64)),
                ("moments", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="LetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(default=sources.models.letter.new_number, editable=False, max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[("mistake", "Point out a mistake"), ("statement", "Send a statement of one’s own")],
                        max_length=10,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="The page of this site that it is about; a path.", max_length=300
                    ),
                ),
                (
                    "sender_name",
                    models.CharField(blank=True, help_text="Who speaks, as it should stand.", max_length=200),
                ),
                ("sender_office", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, help_text="Where it can be read as well.", max_length=2000)),
                (
                    "form_key",
                    models.UUIDField(default=uuid.uuid4, editable=False, help_text="A form sent twice is one letter."),
                ),
                ("sent_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for an editor"),
                            ("accepted", "Accepted"),
                            ("answered", "Answered"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, help_text="What the sender reads.")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="capture",
            name="capture_method_is_known",
        ),
        migrations.AlterField(
            model_name="capture",
            name="captured_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Nobody of the desk, where a reader sent it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="captures",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="capture",
            name="method",
            field=models.CharField(
                choices=[
                    ("upload", "Uploaded"),
                    ("fetch", "Fetched from its address"),
                    ("sent", "Sent to the desk by a reader"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="captureevent",
            name="captured_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Nobody of the desk, where a reader sent it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="captureevent",
            name="method",
            field=models.CharField(
                choices=[
                    ("upload", "Uploaded"),
                    ("fetch", "Fetched from its address"),
                    ("sent", "Sent to the desk by a reader"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="pendingcapture",
            name="method",
            field=models.CharField(
                choices=[
                    ("upload", "Uploaded"),
                    ("fetch", "Fetched from its address"),
                    ("sent", "Sent to the desk by a reader"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["upload", "fetch", "sent"])), name="capture_method_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("captured_by__isnull", True), ("method", "sent")),
                    models.Q(models.Q(("method", "sent"), _negated=True), ("captured_by__isnull", False)),
                    _connector="OR",
                ),
                name="capture_says_who_brought_it",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters_decided",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="source",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="letter", to="sources.source"
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="decided_by",
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
        migrations.AddField(
            model_name="letterevent",
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
            model_name="letterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="sources.letter",
            ),
        ),
        migrations.AddField(
            model_name="letterevent",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sources.source",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                models.F("state"), models.OrderBy(models.F("sent_at"), descending=True), name="letter_newest_in_a_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["mistake", "statement"])), name="letter_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "accepted", "answered", "declined"])),
                name="letter_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("about", ""), ("about__startswith", "/"), _connector="OR"),
                name="letter_is_about_a_page_here",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="letter_decision_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "accepted"]),
                    models.Q(("answer__regex", "^\\s*$"), _negated=True),
                    _connector="OR",
                ),
                name="letter_answer_is_given",
                violation_error_message="Say it in words: the sender reads them.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_letterevent" ("about", "answer", "decided_at", "decided_by_id", "form_key", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender_name", "sender_office", "sent_at", "source_id", "state", "url") VALUES (NEW."about", NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."form_key", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."sender_name", NEW."sender_office", NEW."sent_at", NEW."source_id", NEW."state", NEW."url"); RETURN NULL;',
                    hash="0915a180a2b0c9ac9ecb6320d0bd2d5d14fda022",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65c48",
                    table="sources_letter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."form_key" IS DISTINCT FROM (NEW."form_key") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."sender_name" IS DISTINCT FROM (NEW."sender_name") OR OLD."sender_office" IS DISTINCT FROM (NEW."sender_office") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "sources_letterevent" ("about", "answer", "decided_at", "decided_by_id", "form_key", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender_name", "sender_office", "sent_at", "source_id", "state", "url") VALUES (NEW."about", NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."form_key", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."sender_name", NEW."sender_office", NEW."sent_at", NEW."source_id", NEW."state", NEW."url"); RETURN NULL;',
                    hash="50eb87c0ee75fc7a697b65e71ba868e43c580d24",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fb7bc",
                    table="sources_letter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sources_letterevent" ("about", "answer", "decided_at", "decided_by_id", "form_key", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sender_name", "sender_office", "sent_at", "source_id", "state", "url") VALUES (OLD."about", OLD."answer", OLD."decided_at", OLD."decided_by_id", OLD."form_key", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."sender_name", OLD."sender_office", OLD."sent_at", OLD."source_id", OLD."state", OLD."url"); RETURN NULL;',
                    hash="ace9f79bc642bfd4b655665a2c28b278c1f74291",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ccf14",
                    table="sources_letter",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="letterevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="letter_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="letterevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE sources_letterevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="23c492aa408f3d26efb74f135e1b268b1b04a69f",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_52359",
                    table="sources_letterevent",
                    when="AFTER",
                ),
            ),
        ),
    ]
