"""The addresses of the pages of comparisons."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
