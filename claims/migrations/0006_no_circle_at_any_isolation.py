"""No choice is narrower than itself, and the lock against circles is not slept through.

Restatements have a trigger of their own (0003), because a link is a row and not a column. It reads what the other
transaction has committed only under READ COMMITTED, so the stricter levels are refused: see stations/0005.
"""

from django.db import migrations

TRIGGERS = """
CREATE TRIGGER choice_is_narrower_in_no_circle BEFORE INSERT OR UPDATE OF narrower_than_id ON claims_choice
    FOR EACH ROW WHEN (NEW.narrower_than_id IS NOT NULL AND NEW.narrower_than_id <> NEW.id)
    EXECUTE FUNCTION refuse_circle('narrower_than_id');
CREATE FUNCTION claims_link_refuse_isolation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Links are written under READ COMMITTED only.' USING ERRCODE = 'feature_not_supported';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER link_isolation_is_read_committed BEFORE INSERT OR UPDATE ON claims_link
    FOR EACH ROW WHEN (NEW.kind = 'restates') EXECUTE FUNCTION claims_link_refuse_isolation();
"""
REMOVE = """
DROP TRIGGER choice_is_narrower_in_no_circle ON claims_choice;
DROP TRIGGER link_isolation_is_read_committed ON claims_link;
DROP FUNCTION claims_link_refuse_isolation();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_timings_are_known"), ("stations", "0005_nothing_lies_in_a_circle")]

    operations = [migrations.RunSQL(TRIGGERS, REMOVE)]
