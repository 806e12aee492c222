"""Officers may send back what they cannot verify, and a warning of an expiry is given once."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0001_begin_sourcing")]

    operations = [
        migrations.AddField("maker", "returned_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("maker", "returned_reason", models.CharField(blank=True, default="", max_length=300), False),
        migrations.AddField("certificate", "returned_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "certificate", "returned_reason", models.CharField(blank=True, default="", max_length=300), False
        ),
        migrations.AddField("certificate", "warned_days", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.RemoveConstraint("certificate", "a_certificate_is_entered_once"),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                name="a_certificate_is_entered_once",
                fields=("maker", "mark", "number"),
                condition=Q(withdrawn_at=None),
            ),
        ),
        migrations.AddConstraint(
            "maker",
            models.CheckConstraint(
                name="a_maker_is_verified_or_sent_back", condition=Q(verified_at=None) | Q(returned_at=None)
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(
                name="a_certificate_is_verified_or_sent_back", condition=Q(verified_at=None) | Q(returned_at=None)
            ),
        ),
    ]
