"""Addresses of a person's own pages; those of signing in are allauth's."""

from django.urls import path

from openitc.people import views

app_name = "people"
urlpatterns = [path("profile/", views.profile, name="profile")]
