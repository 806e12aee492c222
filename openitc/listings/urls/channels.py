"""Addresses of channels, of what goes out to them, and of feeds."""

from django.urls import URLPattern, path

from openitc.listings.views import channels, feeds, mappings

_OF_CASE = "cases/<str:number>/channels"
_OF_ENTERPRISE = "feeds/enterprises/<int:enterprise_id>"

urlpatterns: list[URLPattern] = [
    path(f"{_OF_CASE}/", channels.of_case, name="channels"),
    path(f"{_OF_CASE}/<slug:key>/placement/", channels.placement, name="placement"),
    path(f"{_OF_CASE}/<slug:key>/withdrawal/", channels.taking_out, name="taking-out"),
    path("channels/", channels.index, name="channel-list"),
    path("channels/<slug:key>/", channels.detail, name="channel"),
    path("channels/<slug:key>/layout/", mappings.mapping, name="mapping"),
    path("channels/<slug:key>/<slug:market>.xlsx", channels.sheet, {"kind": "xlsx"}, name="channel-xlsx"),
    path("channels/<slug:key>/<slug:market>.csv", channels.sheet, {"kind": "csv"}, name="channel-csv"),
    path("feeds/google.xml", feeds.google, name="google-feed"),
    path("feeds/google/<slug:market>.xml", feeds.google, name="google-feed-abroad"),
    path("feeds/products.json", feeds.products, name="products-feed"),
    path("feeds/products/<slug:market>.json", feeds.products, name="products-feed-abroad"),
    path(f"{_OF_ENTERPRISE}/google.xml", feeds.google, name="google-feed-of"),
    path(f"{_OF_ENTERPRISE}/google/<slug:market>.xml", feeds.google, name="google-feed-of-abroad"),
    path(f"{_OF_ENTERPRISE}/products.json", feeds.products, name="products-feed-of"),
]
