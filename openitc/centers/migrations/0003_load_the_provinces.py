"""The 77 provinces are master data: every installation has them from its first day."""

from django.db import migrations

from openitc.centers.queries import provinces_on_file


def load(apps, schema_editor):
    """Write the provinces of the file; the names of columns are those of this migration's state."""
    province = apps.get_model("centers", "Province")
    province.objects.bulk_create(province(**row) for row in provinces_on_file())


def unload(apps, schema_editor):
    """Take them out again."""
    apps.get_model("centers", "Province").objects.all().delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("centers", "0002_say_when_calendars_and_services_changed")]
    operations = [migrations.RunPython(load, unload)]
