"""A quotation stays as it was given: the tables refuse to change or delete it. A delivery keeps what was promised."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION refuse_to_change_a_quotation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a quotation stays as it was given';
END $$;
CREATE TRIGGER a_quotation_stays BEFORE UPDATE OR DELETE ON sourcing_quote
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_quotation();
CREATE TRIGGER a_quoted_price_stays BEFORE UPDATE OR DELETE ON sourcing_quoteprice
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_quotation();
"""
BACK = """
DROP TRIGGER a_quoted_price_stays ON sourcing_quoteprice;
DROP TRIGGER a_quotation_stays ON sourcing_quote;
DROP FUNCTION refuse_to_change_a_quotation();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("sourcing", "0003_send_secret_links")]
    operations = [
        migrations.AddField("delivery", "promised", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.RunSQL(FORWARD, BACK),
    ]
