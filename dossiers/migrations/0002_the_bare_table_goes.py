"""The table of exports as it first stood, into which nothing ever wrote, makes room for the one that is used."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_tables"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="exportevent",
            name="pgh_obj",
        ),
        migrations.RemoveField(
            model_name="exportevent",
            name="country",
        ),
        migrations.RemoveField(
            model_name="exportevent",
            name="made_by",
        ),
        migrations.RemoveField(
            model_name="exportevent",
            name="pgh_context",
        ),
        migrations.DeleteModel(
            name="Export",
        ),
        migrations.DeleteModel(
            name="ExportEvent",
        ),
    ]
