"""A claim that restates itself is refused by the rule about links to oneself, not by the rule about circles."""

from django.db import migrations

TRIGGER = """
DROP TRIGGER link_restatements_run_in_no_circle ON claims_link;
CREATE TRIGGER link_restatements_run_in_no_circle BEFORE INSERT OR UPDATE ON claims_link
    FOR EACH ROW WHEN (NEW.kind = 'restates'{condition}) EXECUTE FUNCTION claims_link_refuse_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_a_range_has_both_ends")]

    operations = [
        migrations.RunSQL(
            TRIGGER.format(condition=" AND NEW.claim_id <> NEW.to_id"),
            TRIGGER.format(condition=""),
        )
    ]
