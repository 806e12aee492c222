"""The addresses of diagnosis: paths made of nouns, one file for each group of pages."""

from openitc.diagnosis.urls import assessments, versions

app_name = "diagnosis"
urlpatterns = [*versions.urlpatterns, *assessments.urlpatterns]
