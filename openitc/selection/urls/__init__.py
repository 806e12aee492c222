"""The addresses of selection: paths made of nouns, one file for each group of pages."""

from openitc.selection.urls import comparisons, costings

app_name = "selection"
urlpatterns = [*comparisons.urlpatterns, *costings.urlpatterns]
