"""What the ideas of a decided comparison cost stays as it was: the table itself refuses to change it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_decided_costing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN touched := NEW.idea_id; ELSE touched := OLD.idea_id; END IF;
    IF EXISTS (
        SELECT FROM selection_idea AS idea JOIN selection_comparison AS comparison ON comparison.id = idea.comparison_id
        WHERE idea.id = touched AND comparison.decided_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a decided comparison stays as it is';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER a_decided_costing_stays BEFORE INSERT OR UPDATE OR DELETE ON selection_costline
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_decided_costing();
"""
BACK = """
DROP TRIGGER a_decided_costing_stays ON selection_costline;
DROP FUNCTION refuse_to_change_a_decided_costing();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("selection", "0002_keep_decided_comparisons")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
