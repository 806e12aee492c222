"""Custody is only added to; verified results and published reports never change: triggers keep that."""

from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION refuse_to_change_what_a_laboratory_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a laboratory keeps is only added to';
END $$;
CREATE TRIGGER custody_is_only_added_to BEFORE UPDATE OR DELETE ON certification_custody
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_a_laboratory_keeps();
CREATE TRIGGER a_sample_stays BEFORE UPDATE OR DELETE ON certification_sample
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_a_laboratory_keeps();
CREATE TRIGGER a_test_stays_as_it_was_asked BEFORE UPDATE OR DELETE ON certification_labtest
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_a_laboratory_keeps();
CREATE TRIGGER a_report_keeps_its_results BEFORE UPDATE OR DELETE ON certification_report_results
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_a_laboratory_keeps();

CREATE FUNCTION refuse_to_change_a_result() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marks CONSTANT text[] := ARRAY['verified_by_id', 'verified_at', 'sent_back_at', 'sent_back_reason'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.verified_at IS NOT NULL OR OLD.sent_back_at IS NOT NULL
        OR to_jsonb(NEW) - marks <> to_jsonb(OLD) - marks
    THEN
        RAISE EXCEPTION 'a result stays as it was entered, and verified or sent back when it is';
    END IF;
    IF NEW.verified_at IS NOT NULL AND OLD.entered_by_id IS NULL AND EXISTS (
        SELECT FROM people_user u
        WHERE u.id = NEW.verified_by_id AND lower(btrim(u.name)) = lower(btrim(OLD.entered_name))
    ) THEN
        RAISE EXCEPTION 'who entered a result by a link does not verify it under the same name';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_result_stays BEFORE UPDATE OR DELETE ON certification_result
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_result();

CREATE FUNCTION refuse_a_result_born_verified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verified_at IS NOT NULL OR NEW.sent_back_at IS NOT NULL THEN
        RAISE EXCEPTION 'a result is entered first, and verified by a second person';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_result_is_entered_before_it_is_verified BEFORE INSERT ON certification_result
    FOR EACH ROW EXECUTE FUNCTION refuse_a_result_born_verified();

CREATE FUNCTION refuse_to_change_a_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    marks CONSTANT text[] := ARRAY['withdrawn_at', 'withdrawn_reason'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR to_jsonb(NEW) - marks <> to_jsonb(OLD) - marks THEN
        RAISE EXCEPTION 'a published report stays, and withdrawn when it is';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_report_stays BEFORE UPDATE OR DELETE ON certification_report
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_report();

CREATE FUNCTION refuse_to_report_what_is_not_verified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM certification_result r
        JOIN certification_labtest t ON t.id = r.test_id
        JOIN certification_report p ON p.id = NEW.report_id AND p.request_id = t.request_id
        WHERE r.id = NEW.result_id AND r.verified_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a report holds verified results of its own request alone';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_report_holds_what_is_verified BEFORE INSERT ON certification_report_results
    FOR EACH ROW EXECUTE FUNCTION refuse_to_report_what_is_not_verified();
"""
BACK = """
DROP TRIGGER a_report_holds_what_is_verified ON certification_report_results;
DROP FUNCTION refuse_to_report_what_is_not_verified();
DROP TRIGGER a_report_stays ON certification_report;
DROP FUNCTION refuse_to_change_a_report();
DROP TRIGGER a_result_is_entered_before_it_is_verified ON certification_result;
DROP FUNCTION refuse_a_result_born_verified();
DROP TRIGGER a_result_stays ON certification_result;
DROP FUNCTION refuse_to_change_a_result();
DROP TRIGGER a_report_keeps_its_results ON certification_report_results;
DROP TRIGGER a_test_stays_as_it_was_asked ON certification_labtest;
DROP TRIGGER a_sample_stays ON certification_sample;
DROP TRIGGER custody_is_only_added_to ON certification_custody;
DROP FUNCTION refuse_to_change_what_a_laboratory_keeps();
"""


class Migration(migrations.Migration):
    """The constraints by Django, the triggers by hand."""

    dependencies = [
        ('bookings', '0002_keep_the_changing_transaction'),
        ('cases', '0004_add_steps_and_rounds'),
        ('centers', '0004_know_contract_manufacturers'),
        ('certification', '0002_let_no_food_be_sold_without_a_licence'),
        ('documents', '0002_refuse_changes'),
        ('enterprises', '0004_load_the_indications'),
        ('standards', '0001_begin_standards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='labrequest',
            constraint=models.CheckConstraint(condition=models.Q(('center__isnull', False), models.Q(('secret_hash__isnull', False), models.Q(('email', ''), _negated=True)), _connector='OR'), name='a_laboratory_without_an_account_has_its_link'),
        ),
        migrations.AddConstraint(
            model_name='labrequest',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='tests_are_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='a_report_is_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_at__isnull', True), ('verified_by__isnull', True)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='a_verified_result_names_who_verified_it'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('verified_at', None), ('sent_back_at', None), _connector='OR'), name='a_result_is_verified_or_sent_back'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('sent_back_at', None), models.Q(('sent_back_reason', ''), _negated=True), _connector='OR'), name='a_result_is_sent_back_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='a_result_says_something'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
