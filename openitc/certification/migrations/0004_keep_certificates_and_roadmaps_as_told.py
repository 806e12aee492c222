"""A certificate stays as it was entered, a roadmap as it was told; a warning keeps when a renewal had to begin."""

from django.db import migrations, models
from django.db.models import Q

FORWARD = """
CREATE FUNCTION refuse_to_change_a_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['seen_by_id', 'seen_at', 'withdrawn_at', 'withdrawn_reason'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
        OR to_jsonb(NEW) - later <> to_jsonb(OLD) - later
        OR (OLD.seen_at IS NOT NULL AND (NEW.seen_at, NEW.seen_by_id) IS DISTINCT FROM (OLD.seen_at, OLD.seen_by_id))
    THEN
        RAISE EXCEPTION 'a certificate stays as it was entered: withdraw it, and enter another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_certificate_stays BEFORE UPDATE OR DELETE ON certification_certificate
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_certificate();

CREATE FUNCTION refuse_to_change_a_roadmap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - 'ended_at' <> to_jsonb(OLD) - 'ended_at' THEN
        RAISE EXCEPTION 'a roadmap stays as it was told: tell another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_roadmap_stays BEFORE UPDATE ON certification_roadmap
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_roadmap();

CREATE FUNCTION refuse_to_change_what_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.roadmap_id, NEW.edition_id, NEW.position) IS DISTINCT FROM (OLD.roadmap_id, OLD.edition_id, OLD.position)
    THEN
        RAISE EXCEPTION 'a requirement stays in the edition in which it was told';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_requirement_stays BEFORE UPDATE ON certification_requirement
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_what_was_told();
"""
BACK = """
DROP TRIGGER a_requirement_stays ON certification_requirement;
DROP FUNCTION refuse_to_change_what_was_told();
DROP TRIGGER a_roadmap_stays ON certification_roadmap;
DROP FUNCTION refuse_to_change_a_roadmap();
DROP TRIGGER a_certificate_stays ON certification_certificate;
DROP FUNCTION refuse_to_change_a_certificate();
"""


class Migration(migrations.Migration):
    """The columns and constraints by Django, the triggers by hand."""

    dependencies = [("certification", "0003_keep_custody_and_results")]
    operations = [
        migrations.AddField("expirywarning", "start_by", models.DateField(blank=True, null=True)),
        migrations.AddField("expirywarning", "laboratory_days", models.PositiveSmallIntegerField(default=0)),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(
                name="a_certificate_is_seen_by_somebody_at_some_time",
                condition=Q(("seen_at", None), ("seen_by", None))
                | Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(
                name="a_certificate_is_withdrawn_for_a_reason",
                condition=Q(("withdrawn_at", None)) | ~Q(("withdrawn_reason", "")),
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
