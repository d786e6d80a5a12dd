"""The page of the key that the members share the funds by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samordna.economy.funds.forms import ContributionKeyForm
from samordna.economy.funds.queries import key_to_begin_with, keys_saved, revision_of_keys
from samordna.economy.funds.services import KeyNotPossible, KeyStands, save_contribution_key
from samordna.economy.policies import may_write_contribution_keys
from samordna.ground import clock
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.models import Organisation
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.revisions import Stale, both_texts, differences_in, seen_in

SHARING = (Organisation.Kind.REGION, Organisation.Kind.MUNICIPALITY)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_key(request: AssociationRequest) -> HttpResponse:
    """How the members share the contributions, from a day on."""
    require(may_write_contribution_keys(request.actor))
    members = list(Organisation.objects.filter(is_member=True, kind__in=SHARING))
    initial = _initial(request, members, _day_asked(request))
    form = ContributionKeyForm(request.POST or None, members=members, initial=initial)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            save_contribution_key(
                actor=request.actor,
                valid_from=form.cleaned_data["valid_from"],
                state_kr=form.cleaned_data["state_kr"],
                members=form.weighed,
                nns_fee_per_mille=form.cleaned_data["nns_fee_per_mille"],
                seen=seen_in(request.POST),
            )
        except KeyStands as error:
            add_service_error(form, error, "valid_from")
        except KeyNotPossible as error:
            add_service_error(form, error)
        except Stale as stale:
            # Beside what holds from the day that was typed: that is what would be written over.
            saved = _initial(request, members, form.cleaned_data["valid_from"])
            context["both_texts"] = both_texts(stale, differences_in(form, saved))
        else:
            messages.success(request, "Fördelningsnyckeln är sparad.")
            return redirect(link(request, "economy:contribution_key"))
    context |= {"form": form, "members": members, "revision": revision_of_keys()}
    context["keys"] = keys_saved(request.association)
    return render(request, "economy/plan/contribution_key.html", context)


def _day_asked(request: AssociationRequest) -> date:
    """The day whose key is to be changed (``?fran=``), or today."""
    try:
        return date.fromisoformat(request.GET.get("fran", ""))
    except ValueError:
        return clock.today()


def _initial(request: AssociationRequest, members: list[Organisation], day: date) -> dict[str, Any]:
    """What holds on a day; without a key every member weighs alike."""
    stored = key_to_begin_with(request.association, day)
    if stored is None:
        return {"valid_from": day, **{f"vikt-{member.pk}": 1 for member in members}}
    weights = dict(stored.shares.values_list("organisation_id", "weight"))
    return {
        "valid_from": max(day, stored.valid_from),
        "state_kr": stored.state_kr,
        "nns_fee_per_mille": stored.nns_fee_per_mille,
        **{f"vikt-{member.pk}": weights.get(member.pk, 0) for member in members},
    }
