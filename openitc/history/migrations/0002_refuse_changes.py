"""History is only added to: the tables themselves refuse changes and deletions."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is only added to';
END $$;
CREATE TRIGGER an_event_stays BEFORE UPDATE OR DELETE ON history_event
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_history();
"""
BACK = """
DROP TRIGGER an_event_stays ON history_event;
DROP FUNCTION refuse_to_change_history();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
