"""An export notes which preserved copies are inside it, so that it goes when one of them is closed or taken down."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_recorded_exports"),
        ("stations", "0007_past_names_can_be_searched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="export",
            name="export_is_whole_or_nothing",
        ),
        migrations.AddField(
            model_name="export",
            name="copies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64), blank=True, default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
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
                        ("copies", []),
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
        ),
    ]
