"""Idag, people, the journal."""

# ruff: noqa: E501
from __future__ import annotations

from samordna.parties.models import Contact, RoleAssignment
from tests.support.things import World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  parties:today                            -                       in 404 404 200 200 200 200 200 200 200 200
GET  parties:people                           -                       in 404 404 403 403 403 403 200 200 200 200
GET  parties:new_role                         -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_role                         -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_mandate                      -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_mandate                      -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_organisation                 -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_organisation                 -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:person                           contact                 in 404 404 403 403 403 403 200 200 200 200
GET  parties:edit_contact                     contact                 in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_contact                     contact                 in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_role                        role                    in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_role                        role                    in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_mandate                     mandate                 in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_mandate                     mandate                 in 404 404 403 403 403 403 403 403 200 200
GET  parties:end_role                         role                    in 404 404 403 403 403 403 403 403 200 200
POST parties:end_role                         role                    in 404 404 403 403 403 403 403 403 200 200
GET  parties:receive_papers                   mandate                 in 404 404 403 403 403 403 403 403 200 200
POST parties:receive_papers                   mandate                 in 404 404 403 403 403 403 403 403 200 200
GET  parties:end_mandate                      mandate                 in 404 404 403 403 403 403 403 403 200 200
POST parties:end_mandate                      mandate                 in 404 404 403 403 403 403 403 403 200 200
GET  parties:journal                          -                       in 404 404 403 403 403 200 200 200 200 200
"""


def make(world: World) -> None:
    """Passwords for the whole cast, a role and a mandate to end."""
    for person in world.cast.people.values():
        person.set_password("Tallbarr 2024 i skogen")
        person.save(update_fields=["password"])
    role = RoleAssignment.objects.get(person=world.cast.people["economist"])
    contact = Contact.objects.get(person=world.cast.people["economist"])
    world.things["contact"] = {"pk": contact.pk}
    world.things["role"] = {"pk": role.pk}
    world.things["mandate"] = {"pk": world.cast.mandates["substitute"].pk}
