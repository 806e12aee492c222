"""Addresses of sales, and of what the network took from idea to first sale."""

from django.urls import URLPattern, path

from openitc.listings.views import first_sales, sales

_SALES = "cases/<str:number>/sales"

urlpatterns: list[URLPattern] = [
    path(f"{_SALES}/", sales.of_case, name="sales"),
    path(f"{_SALES}/template.xlsx", sales.template, name="sales-template"),
    path(f"{_SALES}/imports/", sales.new_import, name="new-sales-import"),
    path(f"{_SALES}/imports/<int:import_id>/", sales.preview, name="sales-import"),
    path(f"{_SALES}/imports/<int:import_id>/taking/", sales.taking, name="sales-taking"),
    path("first-sales/", first_sales.network, name="first-sales"),
]
