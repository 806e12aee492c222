"""Addresses of certificates, and of the page that says whether a paper stands."""

from django.urls import path

from openitc.certification.views import certificates, verification

urlpatterns = [
    path("v/", verification.search, name="verifications"),
    path("v/<str:code>/", verification.verification, name="verification"),
    path("cases/<str:number>/certificates/", certificates.of_case, name="certificates"),
    path("cases/<str:number>/certificates/new/", certificates.new_of_case, name="new-certificate"),
    path("enterprises/<int:enterprise_id>/certificates/", certificates.of_enterprise, name="enterprise-certificates"),
    path(
        "enterprises/<int:enterprise_id>/certificates/new/",
        certificates.new_of_enterprise,
        name="new-enterprise-certificate",
    ),
    path("certificates/<int:certificate_id>/", certificates.detail, name="certificate"),
    path("certificates/<int:certificate_id>/sight/", certificates.sight, name="certificate-sight"),
    path("certificates/<int:certificate_id>/withdrawal/", certificates.withdrawal, name="certificate-withdrawal"),
    path("certificates/<int:certificate_id>/paper/", certificates.paper, name="certificate-paper"),
]
