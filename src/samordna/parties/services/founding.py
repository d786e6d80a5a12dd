"""Founding an association, for whoever runs the installation."""

from __future__ import annotations

import re
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django_scopes import scope

from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.parties.actors import system_actor
from samordna.parties.models import Association, Body, Person, Role
from samordna.parties.rules import same_name
from samordna.parties.steps import assign, contact_with, person_with

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: First parts of the installation's own addresses, which no association may have.
RESERVED_SLUGS = frozenset({"api", "demo", "komponenter", "konto", "static"})


@changes
def found_association(
    *, slug: str, name: str, director_email: str, director_name: str, today: date
) -> tuple[Association, Person]:
    """Make an association, its board and its director, for whoever runs the installation.

    Raises ValueError with a Swedish sentence when the slug is taken or cannot be an address, and
    when another association has the name.
    """
    if not SLUG.fullmatch(slug) or slug in RESERVED_SLUGS:
        raise ValueError(
            f"”{slug}” kan inte vara en adress. Använd små bokstäver a till z, siffror och "
            "bindestreck, och inget av orden " + ", ".join(sorted(RESERVED_SLUGS)) + "."
        )
    # Two who found at once take turns: of what is not there yet, the kind itself is held.
    for_change(ContentType.objects.all()).get(app_label="parties", model="association")
    if Association.objects.filter(slug=slug).exists():
        raise ValueError(f"Adressen ”{slug}” är upptagen. Välj en annan.")
    namesakes = (one for one in Association.objects.all() if same_name(one.name, name))
    if namesake := next(namesakes, None):
        raise ValueError(
            f"Ett förbund som heter {namesake.name} finns redan, under /{namesake.slug}/. Ge det "
            "nya ett namn som skiljer dem åt."
        )
    association = Association.objects.create(slug=slug, name=name, short_name=name[:60])
    actor = system_actor(association)
    with scope(association=association):
        journal(actor=actor, verb="found_association", subject=association, after={"name": name})
        Body.objects.create(
            association=association,
            kind=Body.Kind.BOARD,
            slug="styrelsen",
            name="Styrelsen",
            numbering=Body.Numbering.YEAR,
        )
        person = person_with(email=director_email, name=director_name)
        contact = contact_with(actor=actor, person=person, name=director_name)
        assign(
            actor=actor,
            contact=contact,
            role=Role.DIRECTOR,
            organisation=None,
            title="",
            valid_from=today,
        )
    return association, person
