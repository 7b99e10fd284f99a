"""A tree has a root: a column that points into its own table is refused when it closes a circle.

Places lie in places, bodies are part of bodies, choices are narrower than choices; whoever follows them upwards has
to arrive. The lock makes the second of two transactions wait for the first, which is why only READ COMMITTED will
do: under the stricter levels the second would go on reading what stood there before.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pointer text := TG_ARGV[0];
    start bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    closed boolean;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION '% is written under READ COMMITTED only.', TG_TABLE_NAME USING ERRCODE = 'feature_not_supported';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || '.' || pointer));
    EXECUTE format(
        'WITH RECURSIVE above AS (
            SELECT $1 AS id
            UNION
            SELECT step.%1$I FROM %2$I.%3$I AS step JOIN above ON step.id = above.id
             WHERE step.%1$I IS NOT NULL AND step.id <> $2
         )
         SELECT EXISTS (SELECT FROM above WHERE id = $2)', pointer, TG_TABLE_SCHEMA, TG_TABLE_NAME)
      INTO closed USING start, NEW.id;
    IF closed THEN
        RAISE EXCEPTION 'This would close a circle.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER subject_lies_in_no_circle BEFORE INSERT OR UPDATE OF parent_id ON stations_subject
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL AND NEW.parent_id <> NEW.id)
    EXECUTE FUNCTION refuse_circle('parent_id');
"""


class Migration(migrations.Migration):
    dependencies = [("stations", "0004_words_are_known")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION refuse_circle()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER subject_lies_in_no_circle ON stations_subject"),
    ]
