"""A file that was kept stays as it is: the tables themselves refuse to change it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_a_kept_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a kept file stays as it is';
END $$;
CREATE TRIGGER a_kept_file_stays BEFORE UPDATE ON documents_file
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_kept_file();
CREATE TRIGGER a_kept_content_stays BEFORE UPDATE ON documents_content
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_kept_file();
"""
BACK = """
DROP TRIGGER a_kept_file_stays ON documents_file;
DROP TRIGGER a_kept_content_stays ON documents_content;
DROP FUNCTION refuse_to_change_a_kept_file();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("documents", "0001_keep_files")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
