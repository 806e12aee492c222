"""The addresses of the pages of assessments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
