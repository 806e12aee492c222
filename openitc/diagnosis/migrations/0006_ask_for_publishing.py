"""A draft that is ready says since when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more fact with a date."""

    dependencies = [("diagnosis", "0005_keep_what_strangers_say")]
    operations = [
        migrations.AddField(
            model_name="version", name="offered_at", field=models.DateTimeField(null=True, blank=True)
        ),
    ]
