"""An approved edition and its tests stay as they are: the tables refuse to change them. It may say when it is asked."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION refuse_to_change_an_approved_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := '{}';
BEGIN
    IF TG_TABLE_NAME = 'standards_edition' THEN
        IF OLD.approved_at IS NOT NULL THEN
            RAISE EXCEPTION 'an approved edition stays as it is';
        END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN touched := touched || OLD.edition_id; END IF;
        IF TG_OP <> 'DELETE' THEN touched := touched || NEW.edition_id; END IF;
        IF EXISTS (SELECT FROM standards_edition WHERE id = ANY (touched) AND approved_at IS NOT NULL) THEN
            RAISE EXCEPTION 'an approved edition stays as it is';
        END IF;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER an_approved_edition_stays BEFORE UPDATE OR DELETE ON standards_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_an_approved_edition();
CREATE TRIGGER a_test_of_an_approved_edition_stays BEFORE INSERT OR UPDATE OR DELETE ON standards_method
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_an_approved_edition();
"""
BACK = """
DROP TRIGGER a_test_of_an_approved_edition_stays ON standards_method;
DROP TRIGGER an_approved_edition_stays ON standards_edition;
DROP FUNCTION refuse_to_change_an_approved_edition();
"""


class Migration(migrations.Migration):
    """Partly made by hand: Django has no words for triggers."""

    dependencies = [("standards", "0001_begin_standards")]
    operations = [
        migrations.AddField(
            "edition", "condition_th", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AddField(
            "edition", "condition_en", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AlterField("edition", "source", models.CharField(max_length=1000)),
        migrations.RunSQL(FORWARD, BACK),
    ]
