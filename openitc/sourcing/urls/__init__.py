"""The addresses of sourcing: paths made of nouns, one file for each group of pages."""

from openitc.sourcing.urls import makers, quotes, requests

app_name = "sourcing"
urlpatterns = [*makers.urlpatterns, *requests.urlpatterns, *quotes.urlpatterns]
