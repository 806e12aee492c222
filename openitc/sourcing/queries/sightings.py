"""What a page shows of a row, as one word that its form sends back: so that nobody overwrites what they never saw."""

from openitc.sourcing.models import Certificate, Maker, Process, Site
from openitc.sourcing.rules.sightings import fingerprint

PROFILE = (
    "name_th", "name_en", "registration", "about_th", "about_en", "markets", "contact_name", "contact_phone",
    "contact_email", "language",
)  # fmt: skip
PLACE = ("name_th", "name_en", "province_id", "latitude", "longitude")
CERTIFICATE = ("mark", "number", "issuer", "issued_on", "expires_on", "file_id")
PROCESS = ("unit", "minimum", "monthly", "lead_days")


def seen_of_profile(maker: Maker) -> str:
    """What the maker says of itself."""
    return fingerprint(*(getattr(maker, name) for name in PROFILE))


def seen_of_maker(maker: Maker) -> str:
    """What an officer verifies: names, number and places; one query."""
    places = sorted(maker.sites.open().values_list("pk", *PLACE))
    return fingerprint(maker.name_th, maker.name_en, maker.registration, *places)


def seen_of_site(site: Site) -> str:
    """Where a place is said to be."""
    return fingerprint(*(getattr(site, name) for name in PLACE))


def seen_of_certificate(certificate: Certificate) -> str:
    """What a certificate says."""
    return fingerprint(*(getattr(certificate, name) for name in CERTIFICATE))


def seen_of_process(process: Process) -> str:
    """What a maker says of a process, with its months as they were fetched with it."""
    months = sorted((month.month, month.free, month.lead_days) for month in process.months.all())
    return fingerprint(*(getattr(process, name) for name in PROCESS), *months)
