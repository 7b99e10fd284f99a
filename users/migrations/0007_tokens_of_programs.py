"""A program shows a token that acts for a person, for a year at most. Only a digest of it is kept."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("users", "0006_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=17, unique=True)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("drafts:write", "Add drafts"), ("desk:read", "Read what your desks keep")],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("last_used_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TokenEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("superseded_at", models.DateTimeField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=17)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("drafts:write", "Add drafts"), ("desk:read", "Read what your desks keep")],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "owner",
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
                        to="users.token",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
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
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "^\\s*$"), _negated=True), name="token_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="token_digest_is_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("prefix__regex", "^onrecord_[0-9A-Za-z_-]{8}$")),
                name="token_prefix_tells_no_secret",
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", ["drafts:write", "desk:read"]), ("scopes__len__gte", 1)),
                name="token_scopes_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_on__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("created_at"), "+", models.Value(datetime.timedelta(days=365))
                        ),
                    )
                ),
                name="token_ends_within_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="token_revoked_at_with_by",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="token",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "users_tokenevent" ("created_at", "expires_on", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "revoked_by_id", "scopes") VALUES (NEW."created_at", NEW."expires_on", NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."revoked_by_id", NEW."scopes"); RETURN NULL;',
                    hash="1cad5e39c44d35ae8f9571733d7513946142ed5b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5d00c",
                    table="users_token",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="token",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes"))',
                    func='INSERT INTO "users_tokenevent" ("created_at", "expires_on", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "revoked_by_id", "scopes") VALUES (NEW."created_at", NEW."expires_on", NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."prefix", NEW."revoked_at", NEW."revoked_by_id", NEW."scopes"); RETURN NULL;',
                    hash="7731308a646c159bb8d2991ec66d692c0dafb68c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b201",
                    table="users_token",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="token",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "users_tokenevent" ("created_at", "expires_on", "id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "revoked_by_id", "scopes") VALUES (OLD."created_at", OLD."expires_on", OLD."id", OLD."name", OLD."owner_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."prefix", OLD."revoked_at", OLD."revoked_by_id", OLD."scopes"); RETURN NULL;',
                    hash="d3f040d705c81159a6a1b4b6837431c991697d8e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_724fe",
                    table="users_token",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="tokenevent",
            index=models.Index(fields=["pgh_obj", "pgh_created_at"], name="token_versions"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tokenevent",
            trigger=pgtrigger.compiler.Trigger(
                name="close_earlier_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.pgh_label <> 'insert')",
                    func="\nUPDATE users_tokenevent SET superseded_at = NEW.pgh_created_at\n WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;\nRETURN NULL;\n",
                    hash="136f2ee2ed7455ce79adb8388a6892af9ac9d73b",
                    operation="INSERT",
                    pgid="pgtrigger_close_earlier_versions_5575a",
                    table="users_tokenevent",
                    when="AFTER",
                ),
            ),
        ),
    ]
