"""Addresses of roadmaps."""

from django.urls import path

from openitc.certification.views import certificates

urlpatterns = [path("cases/<str:number>/roadmap/", certificates.of_case, name="roadmap")]
