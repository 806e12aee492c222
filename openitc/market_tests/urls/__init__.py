"""The addresses of market_tests: paths made of nouns, one file for each group of pages."""

from openitc.market_tests.urls import answers, market_tests

app_name = "market_tests"
urlpatterns = [*market_tests.urlpatterns, *answers.urlpatterns]
