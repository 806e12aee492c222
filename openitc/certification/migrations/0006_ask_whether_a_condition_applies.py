"""Whether what is asked only if something is so applies to the product of the case; nobody has said so yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PERSON = models.ForeignKey(
    blank=True,
    null=True,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to=settings.AUTH_USER_MODEL,
)


class Migration(migrations.Migration):
    """Three columns that are set together."""

    dependencies = [
        ("certification", "0005_let_staff_say_what_evidence_they_saw"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("requirement", "applies", models.BooleanField(blank=True, null=True)),
        migrations.AddField("requirement", "answered_by", PERSON),
        migrations.AddField("requirement", "answered_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "requirement",
            models.CheckConstraint(
                name="somebody_says_whether_it_applies",
                condition=Q(applies=None, answered_by=None, answered_at=None)
                | Q(applies__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        ),
    ]
