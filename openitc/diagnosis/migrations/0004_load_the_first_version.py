"""The first version of the instrument is master data: every installation can ask its questions from its first day."""

from dataclasses import asdict
from pathlib import Path

from django.db import migrations
from django.utils import timezone

from openitc.diagnosis.rules import instrument

FILE = Path(__file__).parent.parent / "data" / "instrument.toml"


def load(apps, schema_editor):
    """Write what the file says as version 1, drafted by nobody; the columns are those of this migration's state."""
    table = {name: apps.get_model("diagnosis", name).objects for name in
             ("Version", "Dimension", "Question", "Remedy", "SectorTable")}  # fmt: skip
    now = timezone.now()
    version = table["Version"].create(drafted_at=now)
    found = instrument.read(FILE.read_text(encoding="utf-8"))
    for plan in found.dimensions:
        row = asdict(plan)
        questions, remedies = row.pop("questions"), row.pop("remedies")
        dimension = table["Dimension"].create(version=version, **row)
        for question in questions:
            table["Question"].create(dimension=dimension, **question)
        for remedy in remedies:
            table["Remedy"].create(dimension=dimension, **{**remedy, "codes": list(remedy["codes"])})
    for sector in found.sectors:
        table["SectorTable"].create(version=version, **asdict(sector))
    version.number, version.published_at = 1, now
    version.save()


class Migration(migrations.Migration):
    """Data only; going back leaves them, for they refuse to be deleted."""

    dependencies = [("diagnosis", "0003_keep_published_versions")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
