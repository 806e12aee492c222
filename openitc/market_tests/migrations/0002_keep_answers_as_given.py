"""An answer stays as it was given: the table lets it be set aside with a reason, and nothing else."""

from django.db import migrations, models
from django.db.models import F, Q

FORWARD = """
CREATE FUNCTION refuse_to_change_an_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'set_aside_at' - 'set_aside_reason'
                          = to_jsonb(OLD) - 'set_aside_at' - 'set_aside_reason' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an answer stays as it was given';
END $$;
CREATE TRIGGER an_answer_stays BEFORE UPDATE OR DELETE ON market_tests_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_an_answer();
"""
BACK = """
DROP TRIGGER an_answer_stays ON market_tests_answer;
DROP FUNCTION refuse_to_change_an_answer();
"""


class Migration(migrations.Migration):
    """The trigger is made by hand: Django has no words for it."""

    dependencies = [("market_tests", "0001_begin_market_tests")]
    operations = [
        migrations.RunSQL(FORWARD, BACK),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                name="an_answer_is_set_aside_with_a_reason", condition=Q(set_aside_at=None) | ~Q(set_aside_reason="")
            ),
        ),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                name="an_answer_is_given_before_it_is_received", condition=Q(answered_at__lte=F("received_at"))
            ),
        ),
    ]
