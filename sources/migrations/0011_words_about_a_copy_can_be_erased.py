"""After a takedown, and only then, what a copy was called and where it came from can be erased; nothing else changes.

A removal has to reach the name of the file, the addresses and the headers of its fetch, and the desk's note on the
tombstone. The refusals keep their names.
"""

from django.db import migrations

ERASABLE = """
CREATE FUNCTION refuse_change_of_capture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM sources_takedown WHERE capture_id = OLD.id)
        AND NEW IS DISTINCT FROM OLD
        AND to_jsonb(NEW) = to_jsonb(OLD) || jsonb_build_object(
            'name', '',
            'requested_url', CASE WHEN OLD.requested_url = '' THEN '' ELSE '[removed]' END,
            'final_url', CASE WHEN OLD.final_url = '' THEN '' ELSE '[removed]' END,
            'http_headers', '[]'::jsonb) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was preserved is never changed (%, %).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CREATE FUNCTION refuse_change_of_takedown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.note <> '' AND to_jsonb(NEW) = to_jsonb(OLD) || '{"note": ""}' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was preserved is never changed (%, %).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
DROP TRIGGER capture_never_changes ON sources_capture;
DROP TRIGGER takedown_never_changes ON sources_takedown;
CREATE TRIGGER capture_never_changes BEFORE UPDATE OR DELETE ON sources_capture
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_capture();
CREATE TRIGGER takedown_never_changes BEFORE UPDATE OR DELETE ON sources_takedown
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_takedown();
"""
AGAIN = """
DROP TRIGGER capture_never_changes ON sources_capture;
DROP TRIGGER takedown_never_changes ON sources_takedown;
CREATE TRIGGER capture_never_changes BEFORE UPDATE OR DELETE ON sources_capture
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER takedown_never_changes BEFORE UPDATE OR DELETE ON sources_takedown
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_change_of_capture();
DROP FUNCTION refuse_change_of_takedown();
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0010_removed_words")]

    operations = [migrations.RunSQL(ERASABLE, AGAIN)]
