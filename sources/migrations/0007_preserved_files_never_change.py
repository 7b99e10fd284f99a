"""What was preserved stays as it was: the database refuses to change it, whoever asks.

A copy is given up only by a takedown, which erases the bytes and keeps this row. Each refusal carries the name of its
trigger as that of a constraint.
"""

from django.db import migrations

NEVER = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was preserved is never changed (%, %).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER capture_never_changes BEFORE UPDATE OR DELETE ON sources_capture
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER preserved_file_never_changes BEFORE UPDATE ON sources_preservedfile
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER takedown_never_changes BEFORE UPDATE OR DELETE ON sources_takedown
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
AGAIN = """
DROP TRIGGER capture_never_changes ON sources_capture;
DROP TRIGGER preserved_file_never_changes ON sources_preservedfile;
DROP TRIGGER takedown_never_changes ON sources_takedown;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0006_preserved_files")]

    operations = [migrations.RunSQL(NEVER, AGAIN)]
