"""A published version stays as it is: the tables themselves refuse to change it and all that belongs to it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_published_instrument() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := '{}';
BEGIN
    IF TG_TABLE_NAME = 'diagnosis_version' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published version stays as it is';
        END IF;
    ELSIF TG_TABLE_NAME IN ('diagnosis_dimension', 'diagnosis_sectortable') THEN
        IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
        IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN
            touched := touched || ARRAY(SELECT version_id FROM diagnosis_dimension WHERE id = OLD.dimension_id);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            touched := touched || ARRAY(SELECT version_id FROM diagnosis_dimension WHERE id = NEW.dimension_id);
        END IF;
    END IF;
    IF EXISTS (SELECT FROM diagnosis_version WHERE id = ANY (touched) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published version stays as it is';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER a_published_version_stays BEFORE UPDATE OR DELETE ON diagnosis_version
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_instrument();
CREATE TRIGGER a_published_dimension_stays BEFORE INSERT OR UPDATE OR DELETE ON diagnosis_dimension
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_instrument();
CREATE TRIGGER a_published_question_stays BEFORE INSERT OR UPDATE OR DELETE ON diagnosis_question
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_instrument();
CREATE TRIGGER a_published_remedy_stays BEFORE INSERT OR UPDATE OR DELETE ON diagnosis_remedy
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_instrument();
CREATE TRIGGER a_published_table_stays BEFORE INSERT OR UPDATE OR DELETE ON diagnosis_sectortable
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_instrument();
"""
BACK = """
DROP TRIGGER a_published_table_stays ON diagnosis_sectortable;
DROP TRIGGER a_published_remedy_stays ON diagnosis_remedy;
DROP TRIGGER a_published_question_stays ON diagnosis_question;
DROP TRIGGER a_published_dimension_stays ON diagnosis_dimension;
DROP TRIGGER a_published_version_stays ON diagnosis_version;
DROP FUNCTION refuse_to_change_a_published_instrument();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("diagnosis", "0002_number_versions_when_published")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
