from __future__ import annotations

from django.urls import URLPattern, path

from samordna.economy.views import plans, space, trial

app_name = "economy"

urlpatterns: list[URLPattern] = [
    path("beslutsutrymme/", space.decision_space, name="decision_space"),
    path("beslutsutrymme/handling/", space.make_paper, name="make_paper"),
    path("beslutsutrymme/prova/", trial.try_decision, name="try_decision"),
    path("ekonomi/planer/", plans.plans, name="plans"),
    path("ekonomi/planer/ny/", plans.new_plan, name="new_plan"),
    path("ekonomi/planer/<str:as_of>/", plans.plan, name="plan"),
    path("ekonomi/planer/<str:as_of>/andra/", plans.edit_plan, name="edit_plan"),
]
