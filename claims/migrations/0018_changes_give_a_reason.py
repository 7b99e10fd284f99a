"""What readers have seen changes through the site only with a reason: a change with a context must say why.

Whoever writes outside the site has no context; such a change is kept like any other, and the log of corrections says
that no reason was given (docs/decisions).
"""

from django.db import migrations

GUARDED = {
    "claims_claim": ("claim_change_gives_a_reason", "OLD.state IN ('published', 'withdrawn')"),
    "sources_citation": (
        "citation_change_gives_a_reason",
        "EXISTS (SELECT FROM claims_claim WHERE citation_id = OLD.id AND state IN ('published', 'withdrawn'))",
    ),
    "sources_source": (
        "source_change_gives_a_reason",
        "EXISTS (SELECT FROM claims_claim JOIN sources_citation AS cited ON cited.id = citation_id"
        " WHERE cited.source_id = OLD.id AND state IN ('published', 'withdrawn'))",
    ),
    "sources_party": (
        "party_change_gives_a_reason",
        "EXISTS (SELECT FROM claims_claim WHERE asserted_by_id = OLD.id AND state IN ('published', 'withdrawn'))",
    ),
}


def guard(table: str, name: str, was_seen: str) -> migrations.RunSQL:
    """One function and one trigger of the same name."""
    return migrations.RunSQL(
        f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
    IF told IS NOT NULL AND coalesce(nullif(told->>'reason', ''), told->>'why', '') = '' AND {was_seen} THEN
        RAISE EXCEPTION 'Readers have seen this: say why it is changed.'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION {name}();""",
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_questions_in_use_stay"), ("sources", "0013_merged_parties")]

    operations = [guard(table, name, was_seen) for table, (name, was_seen) in GUARDED.items()]
