"""Addresses of listings. A public page has one address a language: Thai without an ending, English with /en/."""

from django.urls import URLPattern, path

from openitc.listings.views import catalogue, enquiries, listings, pages

_CASE = "cases/<str:number>/listing"
_EN = {"language": "en"}

urlpatterns: list[URLPattern] = [
    path("products/", catalogue.catalogue, name="catalogue"),
    path("products/en/", catalogue.catalogue, _EN, name="catalogue-en"),
    path("p/<slug:slug>/", pages.product, name="page"),
    path("p/<slug:slug>/en/", pages.product, _EN, name="page-en"),
    path("p/<slug:slug>/sheet/", pages.sheet, name="sheet"),
    path("p/<slug:slug>/en/sheet/", pages.sheet, _EN, name="sheet-en"),
    path("p/<slug:slug>/enquiry/", enquiries.enquiry, name="enquiry"),
    path("p/<slug:slug>/en/enquiry/", enquiries.enquiry, _EN, name="enquiry-en"),
    path("p/<slug:slug>/enquiry/sent/", enquiries.sent, name="sent"),
    path("p/<slug:slug>/en/enquiry/sent/", enquiries.sent, _EN, name="sent-en"),
    path("p/<slug:slug>/pictures/<slug:key>/<slug:size>.jpg", pages.picture, name="picture"),
    path("sitemap.xml", catalogue.sitemap, name="sitemap"),
    path("robots.txt", catalogue.robots, name="robots"),
    path(f"{_CASE}/", listings.listing, name="edit"),
    path(f"{_CASE}/words/", listings.words, name="words"),
    path(f"{_CASE}/agreements/<slug:part>/", listings.agreement, name="agreement"),
    path(f"{_CASE}/publication/", listings.publication, name="publication"),
    path(f"{_CASE}/withdrawal/", listings.withdrawal, name="withdrawal"),
    path(f"{_CASE}/places/", listings.places_to_buy, name="places"),
    path(f"{_CASE}/places/<int:place_id>/withdrawal/", listings.place_withdrawal, name="place-withdrawal"),
    path(f"{_CASE}/sheet/", listings.sheet_preview, name="sheet-preview"),
    path(f"{_CASE}/enquiries/", enquiries.enquiries, name="enquiries"),
    path(f"{_CASE}/enquiries/<int:enquiry_id>/answer/", enquiries.enquiry_answer, name="enquiry-answer"),
]
