"""The addresses of certification: paths made of nouns, one file for each group of pages."""

from openitc.certification.urls import certificates, laboratory, roadmaps

app_name = "certification"
urlpatterns = [*roadmaps.urlpatterns, *laboratory.urlpatterns, *certificates.urlpatterns]
