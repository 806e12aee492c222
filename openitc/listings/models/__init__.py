"""The tables of listings, one file a noun."""

from openitc.listings.models.articles import Article, ShownConsent
from openitc.listings.models.channels import Channel, Mapping, Outgoing, Placement
from openitc.listings.models.listings import Agreement, Enquiry, Listing, PlaceToBuy
from openitc.listings.models.sales import Sale, SalesImport

__all__ = (
    "Agreement",
    "Article",
    "Channel",
    "Enquiry",
    "Listing",
    "Mapping",
    "Outgoing",
    "PlaceToBuy",
    "Placement",
    "Sale",
    "SalesImport",
    "ShownConsent",
)
