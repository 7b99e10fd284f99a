"""Of two statements only one answers the other. Two that rebut each other would each be later than the other."""

from django.db import migrations, models
from django.db.models.functions import Greatest, Least


class Migration(migrations.Migration):
    dependencies = [("claims", "0018_changes_give_a_reason")]

    operations = [
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                Least("claim", "to"),
                Greatest("claim", "to"),
                condition=models.Q(("kind", "rebuts")),
                name="link_rebuts_one_way",
                violation_error_message="Of two statements only the later one can answer the other.",
            ),
        ),
    ]
