"""No food lot is for sale without the licence of its place, and no lot changes: by triggers where a check is blind."""

from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION refuse_food_for_sale_without_a_licence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.purpose <> 'sale' OR NOT EXISTS (
        SELECT FROM cases_case c JOIN enterprises_product p ON p.id = c.product_id
        WHERE c.id = NEW.case_id AND (p.isic = '' OR left(p.isic, 2) IN ('10', '11'))
    ) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM certification_certificate l
        JOIN cases_case c ON c.id = NEW.case_id AND c.enterprise_id = l.enterprise_id
        JOIN standards_edition e ON e.standard_id = l.standard_id AND (l.edition_id IS NULL OR l.edition_id = e.id)
        WHERE l.id = NEW.licence_id
            AND (l.product_id IS NULL OR l.product_id = c.product_id)
            AND l.seen_at IS NOT NULL AND l.withdrawn_at IS NULL
            AND NEW.made_on BETWEEN l.issued_on AND coalesce(l.expires_on, 'infinity')
            AND e.approved_at IS NOT NULL
            AND (e.number_format = 'food_serial' OR (e.subject = 'place' AND e.weight = 'law'))
    ) THEN
        RAISE EXCEPTION 'food is for sale only from a place whose licence was in force when it was made'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'food_for_sale_is_made_at_a_licensed_place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER food_for_sale_is_made_at_a_licensed_place BEFORE INSERT ON certification_lot
    FOR EACH ROW EXECUTE FUNCTION refuse_food_for_sale_without_a_licence();

CREATE FUNCTION refuse_to_change_a_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.blocked_at IS NOT NULL
        OR to_jsonb(NEW) - ARRAY['blocked_at', 'blocked_reason'] <> to_jsonb(OLD) - ARRAY['blocked_at', 'blocked_reason']
    THEN
        RAISE EXCEPTION 'a lot stays as it was entered, and blocked when it is';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_lot_stays BEFORE UPDATE OR DELETE ON certification_lot
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_lot();
"""
BACK = """
DROP TRIGGER a_lot_stays ON certification_lot;
DROP FUNCTION refuse_to_change_a_lot();
DROP TRIGGER food_for_sale_is_made_at_a_licensed_place ON certification_lot;
DROP FUNCTION refuse_food_for_sale_without_a_licence();
"""


class Migration(migrations.Migration):
    """The constraints by Django, the triggers by hand."""

    dependencies = [
        ('cases', '0004_add_steps_and_rounds'),
        ('centers', '0004_know_contract_manufacturers'),
        ('certification', '0001_begin_certification'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='lot',
            name='a_lot_for_sale_names_its_licence',
        ),
        migrations.AddField(
            model_name='lot',
            name='is_food',
            field=models.BooleanField(default=True),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose', 'sale'), _negated=True), ('is_food', False), ('licence__isnull', False), _connector='OR'), name='a_food_lot_for_sale_names_its_licence'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('best_before', None), ('best_before__gte', models.F('made_on')), _connector='OR'), name='a_lot_is_best_before_a_day_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('blocked_at', None), models.Q(('blocked_reason', ''), _negated=True), _connector='OR'), name='a_lot_is_blocked_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('made_at_center__isnull', False), models.Q(('made_at', ''), _negated=True), _connector='OR'), name='a_lot_was_made_somewhere'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
