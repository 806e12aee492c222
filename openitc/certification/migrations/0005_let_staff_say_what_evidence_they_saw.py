"""Where nobody gives a certificate, staff say what evidence they saw."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0004_keep_certificates_and_roadmaps_as_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="requirement",
            name="evidence_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="requirement",
            name="evidence_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="requirement",
            name="evidence_words",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence_at", None), ("evidence_by", None), ("evidence_words", "")),
                    models.Q(
                        ("evidence_at__isnull", False),
                        ("evidence_by__isnull", False),
                        models.Q(("evidence_words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_is_seen_by_somebody_who_says_what",
            ),
        ),
    ]
