"""Addresses of the frame."""

from django.urls import path

from openitc.ui import views

app_name = "ui"
urlpatterns = [path("theme/", views.theme, name="theme")]
