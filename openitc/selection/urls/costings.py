"""The addresses of the pages of costings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
