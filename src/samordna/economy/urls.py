from __future__ import annotations

from django.urls import URLPattern, path

from samordna.economy.funds import views as funds
from samordna.economy.plan import views as plans
from samordna.economy.space.views import decision_space, trial

app_name = "economy"

urlpatterns: list[URLPattern] = [
    path("beslutsutrymme/", decision_space.decision_space, name="decision_space"),
    path("beslutsutrymme/handling/", decision_space.make_paper, name="make_paper"),
    path("beslutsutrymme/prova/", trial.try_decision, name="try_decision"),
    path("ekonomi/fordelningsnyckel/", funds.contribution_key, name="contribution_key"),
    path("ekonomi/planer/", plans.plans, name="plans"),
    path("ekonomi/planer/ny/", plans.new_plan, name="new_plan"),
    path("ekonomi/planer/<str:as_of>/", plans.plan, name="plan"),
    path("ekonomi/planer/<str:as_of>/andra/", plans.edit_plan, name="edit_plan"),
    path("ekonomi/planer/<str:as_of>/dag-och-ar/", plans.correct_plan, name="correct_plan"),
    path("ekonomi/planer/<str:as_of>/ta-bort/", plans.remove_plan, name="remove_plan"),
]
