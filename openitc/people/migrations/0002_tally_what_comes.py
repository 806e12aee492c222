"""Tallies are written with each thing that comes and worth nothing after a crash: their table keeps no log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table, outside of the log."""

    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE people_tally SET UNLOGGED, SET (fillfactor = 50)",
            "ALTER TABLE people_tally SET LOGGED, RESET (fillfactor)",
        ),
    ]
