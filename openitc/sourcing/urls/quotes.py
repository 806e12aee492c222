"""The addresses of the pages of quotes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
