"""Provinces come from a file; which center serves one is set here."""

from openitc.centers.models import Province
from openitc.centers.queries import provinces_on_file
from openitc.shared.db import operation


@operation
def load_provinces() -> int:  # house: a file says it, whoever asks and whenever
    """Bring the table in line with the file that comes with the program; which center serves a province stays."""
    rows = [Province(**row) for row in provinces_on_file()]
    words = ("name_th", "name_en", "region_th", "region_en", "upper_north", "latitude", "longitude")
    Province.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=words)
    return len(rows)
