"""The addresses of the pages of quotes."""

from django.urls import path

from openitc.sourcing.views import awards, comparison, deliveries

urlpatterns = [
    path("quotations/<str:number>/comparison/", comparison.comparison, name="comparison"),
    path("quotations/<str:number>/comparison.xlsx", comparison.exported, name="comparison-sheet"),
    path("quotations/<str:number>/comparison/<int:invitation_id>/remark/", comparison.remark, name="remark"),
    path("quotations/<str:number>/award/", awards.award, name="award"),
    path("quotations/<str:number>/award/contract/", awards.contract, name="contract"),
    path("quotations/<str:number>/award/end/", awards.end, name="award-end"),
    path("quotations/<str:number>/award/deliveries/new/", deliveries.new_delivery, name="new-delivery"),
    path("quotations/<str:number>/award/deliveries/<int:delivery_id>/", deliveries.delivery, name="delivery"),
]
