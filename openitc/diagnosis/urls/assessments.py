"""The addresses of the pages of assessments."""

from django.urls import URLPattern, path

from openitc.diagnosis.views import assessments, checks, results

urlpatterns: list[URLPattern] = [
    path("check/", checks.check, name="check"),
    path("check/questions/<int:place>/", checks.check_question, name="check-question"),
    path("check/result/", checks.check_result, name="check-result"),
    path("check/result/paper/", checks.check_paper, name="check-paper"),
    path("check/withdrawal/", checks.check_withdrawal, name="check-withdrawal"),
    path("check/claim/", checks.claim, name="claim"),
    path("enterprises/<int:enterprise_id>/assessments/", assessments.assessments, name="list"),
    path("enterprises/<int:enterprise_id>/assessments/new/<slug:kind>/", assessments.new_assessment, name="new"),
    path("assessments/<int:assessment_id>/", results.detail, name="detail"),
    path("assessments/<int:assessment_id>/questions/<int:place>/", assessments.question, name="question"),
    path("assessments/<int:assessment_id>/pillars/<slug:key>/", assessments.pillar, name="pillar"),
    path("assessments/<int:assessment_id>/answers/<int:question_id>/", assessments.answer, name="answer"),
    path("assessments/<int:assessment_id>/answers/<int:question_id>/evidence/", assessments.evidence, name="evidence"),
    path(
        "assessments/<int:assessment_id>/evidence/<int:evidence_id>/", assessments.evidence_file, name="evidence-file"
    ),
    path(
        "assessments/<int:assessment_id>/evidence/<int:evidence_id>/withdrawal/",
        assessments.evidence_withdrawal,
        name="evidence-withdrawal",
    ),
    path("assessments/<int:assessment_id>/completion/", assessments.completion, name="completion"),
    path("assessments/<int:assessment_id>/withdrawal/", assessments.withdrawal, name="withdrawal"),
    path("assessments/<int:assessment_id>/paper/", results.result_paper, name="paper"),
    path("assessments/<int:assessment_id>/track/", results.track, name="track"),
]
