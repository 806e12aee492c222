"""The addresses of the pages of comparisons."""

from django.urls import path

from openitc.selection.views import comparisons, decisions, judging

_IDEAS = "cases/<str:number>/ideas"
_JUDGE = f"{_IDEAS}/judges/<int:judge_id>"

urlpatterns = [
    path(f"{_IDEAS}/", comparisons.ideas, name="ideas"),
    path(f"{_IDEAS}/opening/", comparisons.opening, name="opening"),
    path(f"{_IDEAS}/change/", comparisons.change, name="change"),
    path(f"{_IDEAS}/withdrawal/", comparisons.withdrawal, name="withdrawal"),
    path(f"{_IDEAS}/rounds/<int:pk>/", comparisons.comparison, name="comparison"),
    path(f"{_IDEAS}/decision/", decisions.decision, name="decision"),
    path(f"{_IDEAS}/judges/", judging.judges, name="judges"),
    path(f"{_JUDGE}/withdrawal/", judging.judge_withdrawal, name="judge-withdrawal"),
    path(f"{_JUDGE}/weights/", judging.weights, name="weights"),
    path(f"{_JUDGE}/weights/<slug:first>/<slug:second>/", judging.pair, name="pair"),
    path(f"{_JUDGE}/way/", judging.way, name="way"),
    path(f"{_JUDGE}/ratings/", judging.ratings, name="ratings"),
]
