"""A draft has no number yet, and each center writes on one draft at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two promises of the table of versions."""

    dependencies = [("diagnosis", "0001_begin_diagnosis")]
    operations = [
        migrations.AlterModelOptions(name="version", options={"ordering": ("-number", "-pk")}),
        migrations.AlterField(
            model_name="version", name="number", field=models.PositiveIntegerField(null=True, unique=True)
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at", None)),
                fields=("center",),
                name="one_open_draft_a_center",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", None), ("published_at", None)),
                    models.Q(("number__isnull", False), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_version_has_its_number_from_publishing",
            ),
        ),
    ]
