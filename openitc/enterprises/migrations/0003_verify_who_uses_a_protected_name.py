"""A protected name is written by a verified user of it only; the table of identities itself sees to that."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION refuse_a_protected_name_to_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.use_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM enterprises_registereduse AS use
        JOIN enterprises_product AS product USING (enterprise_id)
        WHERE use.id = NEW.use_id AND product.id = NEW.product_id
            AND use.verified_at IS NOT NULL AND use.withdrawn_at IS NULL
            AND (NEW.changed_at AT TIME ZONE 'Asia/Bangkok')::date BETWEEN use.valid_from AND use.valid_until
    ) THEN
        RAISE EXCEPTION 'only a verified user may write a protected name';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_protected_name_is_used_by_right BEFORE INSERT OR UPDATE ON enterprises_localidentity
    FOR EACH ROW EXECUTE FUNCTION refuse_a_protected_name_to_others();
"""
BACK = """
DROP TRIGGER a_protected_name_is_used_by_right ON enterprises_localidentity;
DROP FUNCTION refuse_a_protected_name_to_others();
"""


class Migration(migrations.Migration):
    """Columns, constraints, and a trigger for what spans tables."""

    dependencies = [
        ('centers', '0004_know_contract_manufacturers'),
        ('documents', '0002_refuse_changes'),
        ('enterprises', '0002_say_where_products_come_from'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='registereduse',
            name='a_use_is_entered_once',
        ),
        migrations.AddField(
            model_name='geographicalindication',
            name='also',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='registereduse',
            name='why_withdrawn',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='registereduse',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='localidentity',
            constraint=models.CheckConstraint(condition=models.Q(('season__contained_by', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])), name='a_season_is_of_months'),
        ),
        migrations.AddConstraint(
            model_name='registereduse',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('enterprise', 'indication', 'number'), name='a_use_is_entered_once'),
        ),
        migrations.AddConstraint(
            model_name='registereduse',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by', None), models.Q(('verified_by', models.F('entered_by')), _negated=True), _connector='OR'), name='who_entered_a_use_does_not_verify_it'),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
