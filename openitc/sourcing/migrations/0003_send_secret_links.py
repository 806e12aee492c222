"""Links are drawn when they are mailed; terms, versions and requests that went out stay as they were read."""

from django.db import migrations, models

from openitc.shared import clock
from openitc.sourcing.queries.terms import terms_on_file

FORWARD = """
CREATE FUNCTION refuse_to_change_what_makers_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what makers have read stays as it is';
END $$;
CREATE TRIGGER published_terms_stay BEFORE UPDATE OR DELETE ON sourcing_terms
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_makers_read();
CREATE TRIGGER a_specification_stays BEFORE UPDATE OR DELETE ON sourcing_specification
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_makers_read();
CREATE TRIGGER a_sent_request_stays BEFORE UPDATE ON sourcing_rfq
    FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL AND (
        (OLD.case_id, OLD.number, OLD.brief, OLD.marks, OLD.unit, OLD.quantities, OLD.wanted_on, OLD.sealed,
         OLD.max_km, OLD.terms_id, OLD.sent_at)
        IS DISTINCT FROM
        (NEW.case_id, NEW.number, NEW.brief, NEW.marks, NEW.unit, NEW.quantities, NEW.wanted_on, NEW.sealed,
         NEW.max_km, NEW.terms_id, NEW.sent_at)
        OR NEW.deadline < OLD.deadline
    )) EXECUTE FUNCTION refuse_to_change_what_makers_read();
CREATE TRIGGER an_acceptance_stays BEFORE UPDATE ON sourcing_invitation
    FOR EACH ROW WHEN (OLD.accepted_at IS NOT NULL AND
        (OLD.accepted_at, OLD.accepted_name, OLD.accepted_by_id, OLD.terms_id)
        IS DISTINCT FROM (NEW.accepted_at, NEW.accepted_name, NEW.accepted_by_id, NEW.terms_id)
    ) EXECUTE FUNCTION refuse_to_change_what_makers_read();
"""
BACK = """
DROP TRIGGER an_acceptance_stays ON sourcing_invitation;
DROP TRIGGER a_sent_request_stays ON sourcing_rfq;
DROP TRIGGER a_specification_stays ON sourcing_specification;
DROP TRIGGER published_terms_stay ON sourcing_terms;
DROP FUNCTION refuse_to_change_what_makers_read();
"""


def publish(apps, schema_editor):
    """Publish the terms of the file."""
    terms = apps.get_model("sourcing", "Terms")
    terms.objects.bulk_create(terms(**row, published_at=clock.now()) for row in terms_on_file())


def unpublish(apps, schema_editor):
    """Take them out again."""
    apps.get_model("sourcing", "Terms").objects.all().delete()


class Migration(migrations.Migration):
    """The triggers are made by hand: Django has no words for them."""

    dependencies = [("sourcing", "0002_send_back_what_cannot_be_verified")]
    operations = [
        migrations.AddField("invitation", "salt", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("invitation", "mailed_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField(
            "invitation",
            "mail_failure",
            models.CharField(max_length=200, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("invitation", "renewed_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField(
            "invitation", "word_note", models.CharField(max_length=300, blank=True, default=""), preserve_default=False
        ),
        migrations.RunPython(publish, unpublish),
        migrations.RunSQL(FORWARD, BACK),
    ]
