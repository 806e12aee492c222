"""Addresses of listings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
