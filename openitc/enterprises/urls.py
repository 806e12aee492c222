"""Addresses of the pages of enterprises."""

from django.urls import path

from openitc.enterprises.views import enterprises, figures, parts

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", enterprises.enterprises, name="list"),
    path("enterprises/new/", enterprises.new_enterprise, name="new"),
    path("enterprises/requests/", enterprises.request_to_share, name="request"),
    path("enterprises/<int:enterprise_id>/", enterprises.enterprise, name="detail"),
    path("enterprises/<int:enterprise_id>/profile/", enterprises.edit_enterprise, name="edit"),
    path("enterprises/<int:enterprise_id>/figures/", figures.figures, name="figures"),
    path("enterprises/<int:enterprise_id>/products/new/", parts.new_product, name="new-product"),
    path("enterprises/<int:enterprise_id>/products/<int:product_id>/", parts.edit_product, name="product"),
    path("enterprises/<int:enterprise_id>/members/new/", parts.new_member, name="new-member"),
    path("enterprises/<int:enterprise_id>/members/<int:membership_id>/departure/", parts.departure, name="departure"),
    path("enterprises/<int:enterprise_id>/centers/", parts.sharing, name="sharing"),
]
