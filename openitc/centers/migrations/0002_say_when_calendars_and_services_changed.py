"""A center says which transaction last changed its calendar, and a service when its words were last written."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    """Two columns."""

    dependencies = [("centers", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="center",
            name="calendar_changed_in",
            field=models.BigIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="serviceoffering",
            name="changed_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
    ]
