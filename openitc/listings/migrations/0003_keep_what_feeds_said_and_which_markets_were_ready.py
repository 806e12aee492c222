"""Feeds remember what they said, placements which markets were ready; a layout and a month of sales stay as told."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION refuse_to_change_a_mapping() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the layout of a channel stays as it was; a change adds another';
END $$;
CREATE TRIGGER a_mapping_stays BEFORE UPDATE ON listings_mapping
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_mapping();
CREATE FUNCTION refuse_to_change_a_sale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.replaced_at IS NOT NULL
        OR to_jsonb(NEW) - 'replaced_at' IS DISTINCT FROM to_jsonb(OLD) - 'replaced_at' THEN
        RAISE EXCEPTION 'a month of sales stays as it was told; a correction adds another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_sale_stays BEFORE UPDATE ON listings_sale
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_sale();
"""
BACK = """
DROP TRIGGER a_sale_stays ON listings_sale;
DROP FUNCTION refuse_to_change_a_sale();
DROP TRIGGER a_mapping_stays ON listings_mapping;
DROP FUNCTION refuse_to_change_a_mapping();
"""


class Migration(migrations.Migration):
    """Additions, and triggers for which Django has no words."""

    dependencies = [
        ("listings", "0002_find_listings_by_their_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=120, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("address",),
            },
        ),
        migrations.AddField(
            model_name="mapping",
            name="confirmed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="mapping",
            name="fewest_pictures",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="placement",
            name="lost_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="placement",
            name="ready_markets",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("home", "Thailand"),
                        ("japan", "Japan"),
                        ("eu", "European Union"),
                        ("us", "United States"),
                        ("china", "China"),
                        ("asean", "ASEAN neighbours"),
                    ],
                    max_length=10,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddConstraint(
            model_name="mapping",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed", False), models.Q(("source", ""), _negated=True), _connector="OR"),
                name="a_confirmed_mapping_names_its_source",
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
