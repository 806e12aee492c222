"""The geographical indications that a public page confirms are master data: every installation has them."""

from django.db import migrations

from openitc.enterprises.queries.indications import indications_on_file


def load(apps, schema_editor):
    """Write the indications of the file; the names of columns are those of this migration's state."""
    indication = apps.get_model("enterprises", "GeographicalIndication")
    for row in indications_on_file():
        provinces = row.pop("provinces")
        indication.objects.create(**row).provinces.set(provinces)


def unload(apps, schema_editor):
    """Take them out again."""
    apps.get_model("enterprises", "GeographicalIndication").objects.all().delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("enterprises", "0003_verify_who_uses_a_protected_name"), ("centers", "0003_load_the_provinces")]
    operations = [migrations.RunPython(load, unload)]
