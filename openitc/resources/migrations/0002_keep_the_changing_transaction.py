"""A row keeps the id of the transaction that last changed it, so that a snapshot can read exactly what is new."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION keep_the_changing_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER resource_keeps_its_transaction BEFORE INSERT OR UPDATE ON resources_resource
    FOR EACH ROW EXECUTE FUNCTION keep_the_changing_transaction();
ALTER TABLE resources_place ADD CONSTRAINT a_place_is_of_one_resource UNIQUE (id, resource_id);
"""
BACK = """
ALTER TABLE resources_place DROP CONSTRAINT a_place_is_of_one_resource;
DROP TRIGGER resource_keeps_its_transaction ON resources_resource;
DROP FUNCTION keep_the_changing_transaction();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("resources", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION, BACK)]
