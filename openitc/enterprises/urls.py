"""Addresses of the pages of enterprises."""

from django.urls import path

from openitc.enterprises.views import enterprises, figures, identity, indications, parts

_PRODUCT = "enterprises/<int:enterprise_id>/products/<int:product_id>"
_USE = "enterprises/<int:enterprise_id>/protected-names/<int:use_id>"

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
    path(f"{_PRODUCT}/identity/", identity.identity, name="identity"),
    path(f"{_PRODUCT}/identity/words/", identity.edit_identity, name="edit-identity"),
    path(f"{_PRODUCT}/photographs/<int:photograph_id>/", identity.photograph, name="photograph"),
    path(
        f"{_PRODUCT}/photographs/<int:photograph_id>/withdrawal/",
        identity.photograph_withdrawal,
        name="photograph-withdrawal",
    ),
    path("enterprises/<int:enterprise_id>/protected-names/", indications.uses, name="uses"),
    path(f"{_USE}/letter/", indications.proof, name="use-proof"),
    path(f"{_USE}/verification/", indications.verification, name="use-verification"),
    path(f"{_USE}/withdrawal/", indications.use_withdrawal, name="use-withdrawal"),
    path("enterprises/<int:enterprise_id>/members/new/", parts.new_member, name="new-member"),
    path("enterprises/<int:enterprise_id>/members/<int:membership_id>/departure/", parts.departure, name="departure"),
    path("enterprises/<int:enterprise_id>/centers/", parts.sharing, name="sharing"),
]
