"""What the pages about people have in common: the form, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samordna.parties.access import AssociationRequest
from samordna.parties.models import Mandate, RoleAssignment
from samordna.parties.services.errors import StillUsed
from samordna.web.links import link
from samordna.web.merging import DrawnForm, locked, save_merged

#: The name of the button that saves and goes on with the next.
NEXT = "nasta"

M = TypeVar("M", bound=Model)
T = TypeVar("T")


def form_page(
    request: AssociationRequest,
    form: Any,
    heading: str,
    button: str,
    back: str = "",
    above: str = "Personer och uppdrag",
    **more: Any,
) -> HttpResponse:
    """A page with a form, and a way back: to the people, or to ``back``, called ``above``.

    ``new`` among ``more``: the form is of something that has never been saved, and the page has a
    button to save it and go on with the next.
    """
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "above": above,
        "back": back or link(request, "parties:people"),
        **more,
    }
    return render(request, "parties/form.html", context)


def still_chosen(form: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the address of the page asked to have chosen, by field, as far as the form still has it:
    whoever has chosen something else is not told of that."""
    return {
        name: row
        for name, row in asked.items()
        if str(form[name].value()) == str(getattr(row, "pk", row))
    }


def merged(
    form: DrawnForm, row: M, values_of: Callable[[M], Mapping[str, Any]], write: Callable[[], T]
) -> T:
    """Write an edit of a row over what stands of it: see :func:`save_merged`."""
    return save_merged(form, lambda: values_of(locked(row)), write)


def stays_page(
    request: AssociationRequest,
    heading: str,
    reason: str,
    instead: str,
    to: str,
    back: str,
    above: str,
) -> HttpResponse:
    """Why something cannot be taken away, before anybody has written why it should, and what is
    done instead: the words and the address."""
    context = {
        "heading": heading,
        "reason": reason,
        "instead": instead,
        "to": to,
        "back": back,
        "above": above,
    }
    return render(request, "parties/stays.html", context)


def saved(request: AssociationRequest, message: str, back: str = "") -> HttpResponse:
    """Say what was done, on the page with the people or on ``back``."""
    messages.success(request, message)
    return redirect(back or link(request, "parties:people"))


def added(request: AssociationRequest, message: str, page: str = "") -> HttpResponse:
    """Say what was added: on its page or, for who goes on with the next, above an empty form."""
    if NEXT in request.POST:
        return saved(request, message, request.path)
    return saved(request, message, page)


def remove_unused(
    request: AssociationRequest,
    remove: Callable[[], None],
    *,
    said: str,
    button_on: str,
    back: str,
) -> HttpResponse:
    """Take something away when it was posted; else, and when it is used, its page says more."""
    if request.method != "POST":
        return redirect(button_on)
    try:
        remove()
    except StillUsed as error:
        messages.error(request, str(error))
        return redirect(button_on)
    return saved(request, said, back)


def page_of(request: AssociationRequest, row: RoleAssignment | Mandate) -> str:
    """The page of the person of a role or a mandate."""
    if row.contact is None:
        return link(request, "parties:people")
    return link(request, "parties:person", pk=row.contact.pk)
