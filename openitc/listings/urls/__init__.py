"""The addresses of listings: paths made of nouns, one file for each group of pages."""

from openitc.listings.urls import articles, channels, listings, sales

app_name = "listings"
urlpatterns = [*listings.urlpatterns, *channels.urlpatterns, *sales.urlpatterns, *articles.urlpatterns]
