"""The first version of the instrument, and the writing of an instrument's rows."""

from dataclasses import asdict
from datetime import datetime

from openitc.diagnosis.models import Dimension, Question, Remedy, SectorTable, Version
from openitc.diagnosis.queries.versions import instrument_on_file
from openitc.diagnosis.rules.instrument import Instrument
from openitc.shared.db import operation


@operation
def begin_with_the_first_version(*, now: datetime) -> Version:  # house: a file says it, whoever asks
    """The first version, written as the file that comes with the program says where there is none yet."""
    if there_is := Version.objects.filter(number=1).first():
        return there_is
    version = Version.objects.create(drafted_at=now)
    write_down(instrument_on_file(), version=version)
    version.number, version.published_at = 1, now
    version.save(update_fields=["number", "published_at"])
    return version


def write_down(instrument: Instrument, *, version: Version) -> None:
    """Give a version that has none yet its dimensions, questions, remedies and tables; five queries."""
    rows = {plan.key: asdict(plan) for plan in instrument.dimensions}
    questions = {key: row.pop("questions") for key, row in rows.items()}
    remedies = {key: row.pop("remedies") for key, row in rows.items()}
    written = Dimension.objects.bulk_create(Dimension(version=version, **row) for row in rows.values())
    Question.objects.bulk_create(Question(dimension=row, **asked) for row in written for asked in questions[row.key])
    Remedy.objects.bulk_create(
        Remedy(dimension=row, **{**offer, "codes": list(offer["codes"])})
        for row in written
        for offer in remedies[row.key]
    )
    SectorTable.objects.bulk_create(SectorTable(version=version, **asdict(plan)) for plan in instrument.sectors)
