"""What the address of a form about people asks to have chosen, as links to it from elsewhere do:
read against what is there in the open scope, and nothing of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samordna.kernel.sent_numbers import number_sent
from samordna.parties.models import Body, Contact, Organisation, Role
from samordna.parties.rules import Position


def person_to_begin_with(asked: Mapping[str, str]) -> dict[str, str]:
    """Name and address of the person whose page one comes from (``?person=``), for a form."""
    found = Contact.objects.select_related("person").filter(pk=_key(asked, "person")).first()
    return {"name": found.name, "email": found.person.email} if found else {}


def role_asked_for(asked: Mapping[str, str]) -> dict[str, Any]:
    """The role (``?roll=``) and the organisation (``?organisation=``), for a form."""
    party = Organisation.objects.filter(pk=_key(asked, "organisation")).first()
    role = next((one for one in Role if one.value == asked.get("roll")), None)
    return _there(role=role, organisation=party)


def seat_asked_for(asked: Mapping[str, str]) -> dict[str, Any]:
    """The body (``?organ=``), the *medlem* (``?organisation=``) and the seat (``?uppdrag=``)."""
    members = Organisation.objects.filter(is_member=True)
    return _there(
        body=Body.objects.filter(slug=asked.get("organ", "")[:60]).first(),
        organisation=members.filter(pk=_key(asked, "organisation")).first(),
        position=next((one for one in Position if one.value == asked.get("uppdrag")), None),
    )


def _there(**chosen: Any) -> dict[str, Any]:
    return {name: one for name, one in chosen.items() if one is not None}


def _key(asked: Mapping[str, str], name: str) -> int:
    """A key of a row; 0, which no row has, for what is none."""
    return number_sent(asked.get(name, "")) or 0
