"""The tables of certification, one file a noun."""

from openitc.certification.models.certificates import Certificate, ExpiryWarning
from openitc.certification.models.laboratory import Custody, LabRequest, LabTest, Report, Result, Sample
from openitc.certification.models.lots import Lot
from openitc.certification.models.roadmaps import Requirement, Roadmap

__all__ = (
    "Certificate",
    "Custody",
    "ExpiryWarning",
    "LabRequest",
    "LabTest",
    "Lot",
    "Report",
    "Requirement",
    "Result",
    "Roadmap",
    "Sample",
)
