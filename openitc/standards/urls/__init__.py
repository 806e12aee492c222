"""The addresses of standards: paths made of nouns, one file for each group of pages."""

from openitc.standards.urls import standards

app_name = "standards"
urlpatterns = [*standards.urlpatterns]
