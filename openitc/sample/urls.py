"""Addresses that exist for the sample network alone."""

from django.urls import path

from openitc.sample import views

app_name = "sample"
urlpatterns = [path("sample/sign-in/", views.sign_in, name="sign-in")]
