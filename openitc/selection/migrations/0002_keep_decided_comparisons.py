"""A decided comparison stays as it is: the tables themselves refuse to change it and what led to the choice."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_decided_comparison() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_TABLE_NAME = 'selection_comparison' THEN
        IF OLD.decided_at IS NOT NULL THEN
            RAISE EXCEPTION 'a decided comparison stays as it is';
        END IF;
        RETURN COALESCE(NEW, OLD);
    ELSIF TG_TABLE_NAME IN ('selection_criterion', 'selection_idea', 'selection_judge') THEN
        IF TG_OP = 'INSERT' THEN touched := NEW.comparison_id; ELSE touched := OLD.comparison_id; END IF;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT comparison_id INTO touched FROM selection_judge WHERE id = NEW.judge_id;
    ELSE
        SELECT comparison_id INTO touched FROM selection_judge WHERE id = OLD.judge_id;
    END IF;
    IF EXISTS (SELECT FROM selection_comparison WHERE id = touched AND decided_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a decided comparison stays as it is';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER a_decided_comparison_stays BEFORE UPDATE OR DELETE ON selection_comparison
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_decided_comparison();
"""
ROWS = ("criterion", "idea", "judge", "pairjudgement", "pointweight", "rating")
for row in ROWS:
    FORWARD += f"""
CREATE TRIGGER a_decided_{row}_stays BEFORE INSERT OR UPDATE OR DELETE ON selection_{row}
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_decided_comparison();
"""
BACK = "".join(f"DROP TRIGGER a_decided_{row}_stays ON selection_{row};\n" for row in (*ROWS, "comparison"))
BACK += "DROP FUNCTION refuse_to_change_a_decided_comparison();\n"


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("selection", "0001_begin_selection")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
