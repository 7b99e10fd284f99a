"""Somebody can always give accounts; nobody gives themselves a role; no address of a signed-in person is kept."""

from django.db import migrations

# Two administrators who demote each other at one moment wait for each other, and the second is refused.
LAST_ADMINISTRATOR = """
CREATE FUNCTION users_refuse_to_lose_last_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('last administrator', 0));
    IF NOT EXISTS (SELECT FROM users_user WHERE role = 'administrator' AND is_active) THEN
        RAISE EXCEPTION 'Account % is the last administrator.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER user_last_administrator_stays AFTER UPDATE ON users_user FOR EACH ROW
    WHEN (OLD.role = 'administrator' AND OLD.is_active AND NOT (NEW.role = 'administrator' AND NEW.is_active))
    EXECUTE FUNCTION users_refuse_to_lose_last_administrator();
CREATE TRIGGER user_last_administrator_is_not_deleted AFTER DELETE ON users_user FOR EACH ROW
    WHEN (OLD.role = 'administrator' AND OLD.is_active)
    EXECUTE FUNCTION users_refuse_to_lose_last_administrator();
"""
LOSE_IT = """
DROP TRIGGER user_last_administrator_stays ON users_user;
DROP TRIGGER user_last_administrator_is_not_deleted ON users_user;
DROP FUNCTION users_refuse_to_lose_last_administrator();
"""

# Who acts, the history says (pghistory's context). Whoever types SQL has no name there, and is not meant.
OWN_ROLE = """
CREATE FUNCTION users_refuse_own_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'who' = NEW.id::text THEN
        RAISE EXCEPTION 'Account % changes its own role.', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER user_role_is_given_by_another BEFORE UPDATE ON users_user FOR EACH ROW
    WHEN (OLD.role <> NEW.role) EXECUTE FUNCTION users_refuse_own_role();
"""
ANY_ROLE = """
DROP TRIGGER user_role_is_given_by_another ON users_user;
DROP FUNCTION users_refuse_own_role();
"""

# The library that lists sessions would keep the address of whoever signs in; its column cannot be empty.
NO_ADDRESS = """
CREATE FUNCTION users_forget_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.ip := '0.0.0.0';
    RETURN NEW;
END $$;
CREATE TRIGGER usersession_forgets_address BEFORE INSERT OR UPDATE ON usersessions_usersession FOR EACH ROW
    EXECUTE FUNCTION users_forget_address();
ALTER TABLE usersessions_usersession ADD CONSTRAINT usersession_keeps_no_address CHECK (ip = '0.0.0.0');
"""
ANY_ADDRESS = """
ALTER TABLE usersessions_usersession DROP CONSTRAINT usersession_keeps_no_address;
DROP TRIGGER usersession_forgets_address ON usersessions_usersession;
DROP FUNCTION users_forget_address();
"""

# The columns that Django's cache in a database asks for.
KEPT_FOR_A_WHILE = """
CREATE TABLE kept_for_a_while (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX kept_for_a_while_expires ON kept_for_a_while (expires);
"""
NOTHING_KEPT = "DROP TABLE kept_for_a_while"


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0004_invitations"),
        ("usersessions", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunSQL(LAST_ADMINISTRATOR, LOSE_IT),
        migrations.RunSQL(OWN_ROLE, ANY_ROLE),
        migrations.RunSQL(NO_ADDRESS, ANY_ADDRESS),
        migrations.RunSQL(KEPT_FOR_A_WHILE, NOTHING_KEPT),
    ]
