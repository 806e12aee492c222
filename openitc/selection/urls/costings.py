"""The addresses of the pages of costings, and of the evidence that comes by itself."""

from django.urls import path

from openitc.selection.views import costings, evidence

_IDEA = "cases/<str:number>/ideas/<int:idea_id>"

urlpatterns = [
    path(f"{_IDEA}/costing/", costings.costing, name="costing"),
    path(f"{_IDEA}/costing/lines/new/", costings.new_line, name="new-cost-line"),
    path(f"{_IDEA}/costing/lines/<int:line_id>/", costings.line, name="cost-line"),
    path(f"{_IDEA}/costing/lines/<int:line_id>/removal/", costings.line_removal, name="cost-line-removal"),
    path(f"{_IDEA}/costing/fees/", costings.fees_of_today, name="cost-fees"),
    path(f"{_IDEA}/way/", evidence.way, name="idea-way"),
    path("cases/<str:number>/ideas/evidence/", evidence.evidence, name="evidence"),
    path("cases/<str:number>/ideas/prospects/", evidence.prospects, name="prospects"),
]
