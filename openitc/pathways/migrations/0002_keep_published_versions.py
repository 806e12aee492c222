"""A published version stays as it is: the tables themselves refuse to change its steps, roles and gaps."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := '{}';
BEGIN
    IF TG_TABLE_NAME = 'pathways_version' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published version stays as it is';
        END IF;
    ELSIF TG_TABLE_NAME = 'pathways_step' THEN
        IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
        IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN
            touched := touched || ARRAY(SELECT version_id FROM pathways_step WHERE id = OLD.step_id);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            touched := touched || ARRAY(SELECT version_id FROM pathways_step WHERE id = NEW.step_id);
        END IF;
    END IF;
    IF EXISTS (SELECT FROM pathways_version WHERE id = ANY (touched) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published version stays as it is';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER a_published_version_stays BEFORE UPDATE OR DELETE ON pathways_version
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_version();
CREATE TRIGGER a_published_step_stays BEFORE INSERT OR UPDATE OR DELETE ON pathways_step
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_version();
CREATE TRIGGER a_published_role_stays BEFORE INSERT OR UPDATE OR DELETE ON pathways_steprole
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_version();
CREATE TRIGGER a_published_gap_stays BEFORE INSERT OR UPDATE OR DELETE ON pathways_gap
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_published_version();
"""
BACK = """
DROP TRIGGER a_published_gap_stays ON pathways_gap;
DROP TRIGGER a_published_role_stays ON pathways_steprole;
DROP TRIGGER a_published_step_stays ON pathways_step;
DROP TRIGGER a_published_version_stays ON pathways_version;
DROP FUNCTION refuse_to_change_a_published_version();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("pathways", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
