"""A ministry is part of a government, and no chain of such steps leads back: see stations/0005."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER party_is_part_of_no_circle BEFORE INSERT OR UPDATE OF part_of_id ON sources_party
    FOR EACH ROW WHEN (NEW.part_of_id IS NOT NULL AND NEW.part_of_id <> NEW.id)
    EXECUTE FUNCTION refuse_circle('part_of_id');
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_words_are_known"), ("stations", "0005_nothing_lies_in_a_circle")]

    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER party_is_part_of_no_circle ON sources_party")]
