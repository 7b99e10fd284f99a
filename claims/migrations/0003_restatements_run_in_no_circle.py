"""Restatements lead to a root. A circle is refused, also when two transactions each add half of it.

The lock makes the second transaction wait for the first; a function that is not STABLE then reads what the first
has committed.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION claims_link_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('claims_link.restates'));
    IF EXISTS (
        WITH RECURSIVE root AS (
            SELECT NEW.to_id AS id
            UNION
            SELECT link.to_id FROM claims_link AS link JOIN root ON link.claim_id = root.id
             WHERE link.kind = 'restates' AND link.id <> NEW.id
        )
        SELECT FROM root WHERE id = NEW.claim_id
    ) THEN
        RAISE EXCEPTION 'Restatements run in a circle.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'link_restatements_run_in_no_circle', TABLE = 'claims_link';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER link_restatements_run_in_no_circle BEFORE INSERT OR UPDATE ON claims_link
    FOR EACH ROW WHEN (NEW.kind = 'restates') EXECUTE FUNCTION claims_link_refuse_circle();
"""
REMOVE = """
DROP TRIGGER link_restatements_run_in_no_circle ON claims_link;
DROP FUNCTION claims_link_refuse_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_copied_columns_agree")]

    operations = [migrations.RunSQL(FUNCTION, REMOVE)]
