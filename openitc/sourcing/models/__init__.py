"""The tables of sourcing, one file a noun."""

from openitc.sourcing.models.awards import Award, Delivery
from openitc.sourcing.models.makers import Certificate, InvitingStop, Maker, Mark, MonthCapacity, Process, Site, Unit
from openitc.sourcing.models.quotes import Question, Quote, QuotePrice, Remark
from openitc.sourcing.models.requests import Invitation, Rfq, Specification, Terms

__all__ = (
    "Award",
    "Certificate",
    "Delivery",
    "Invitation",
    "InvitingStop",
    "Maker",
    "Mark",
    "MonthCapacity",
    "Process",
    "Question",
    "Quote",
    "QuotePrice",
    "Remark",
    "Rfq",
    "Site",
    "Specification",
    "Terms",
    "Unit",
)
