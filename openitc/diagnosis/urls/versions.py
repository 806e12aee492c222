"""The addresses of the pages of versions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
