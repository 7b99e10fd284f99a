"""A question that statements answer keeps its type, and its answers in use stay: the refusal says what to do instead.

The composite keys (0002) refuse most of this already, in PostgreSQL's words. These come first, in ours.
"""

from django.db import migrations

STAY = """
CREATE FUNCTION claims_refuse_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_claim WHERE question_id = OLD.id) THEN
        RAISE EXCEPTION 'Statements answer the question “%” as it is. Enter a new question, and move them to it with a reason: manage.py move_answers.', OLD.slug
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION claims_refuse_choice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_claim WHERE choice_id = OLD.id OR count_unit_id = OLD.id) THEN
        RAISE EXCEPTION 'Statements give the answer “%”. Enter another answer, and move them to it with a reason: manage.py move_answers.', OLD.slug
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER question_in_use_keeps_its_type BEFORE UPDATE ON claims_question FOR EACH ROW
    WHEN (NEW.answer_type <> OLD.answer_type OR NEW.date_kind <> OLD.date_kind OR NEW.slug <> OLD.slug)
    EXECUTE FUNCTION claims_refuse_question();
CREATE TRIGGER choice_in_use_stays BEFORE UPDATE ON claims_choice FOR EACH ROW
    WHEN (NEW.question_id <> OLD.question_id OR NEW.slug <> OLD.slug) EXECUTE FUNCTION claims_refuse_choice();
CREATE TRIGGER choice_in_use_is_not_deleted BEFORE DELETE ON claims_choice FOR EACH ROW
    EXECUTE FUNCTION claims_refuse_choice();
"""
CHANGE = """
DROP TRIGGER question_in_use_keeps_its_type ON claims_question;
DROP TRIGGER choice_in_use_stays ON claims_choice;
DROP TRIGGER choice_in_use_is_not_deleted ON claims_choice;
DROP FUNCTION claims_refuse_question();
DROP FUNCTION claims_refuse_choice();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_corrections_say_why")]

    operations = [migrations.RunSQL(STAY, CHANGE)]
