"""The addresses of the pages of makers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
