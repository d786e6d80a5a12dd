"""Idag, people, the journal."""

# ruff: noqa: E501
from __future__ import annotations

from samordna.parties.models import Body, Contact, ContactPerson, RoleAssignment, Unit
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
GET  parties:remove_role                      role                    in 404 404 403 403 403 403 403 403 200 200
POST parties:remove_role                      role                    in 404 404 403 403 403 403 403 403 200 200
GET  parties:remove_mandate                   mandate                 in 404 404 403 403 403 403 403 403 200 200
POST parties:remove_mandate                   mandate                 in 404 404 403 403 403 403 403 403 200 200
GET  parties:organisations                    -                       in 404 404 403 403 403 403 200 200 200 200
GET  parties:organisation                     organisation            in 404 404 403 403 403 403 200 200 200 200
GET  parties:association                      -                       in 404 404 403 403 403 403 200 200 200 200
GET  parties:edit_organisation                organisation            in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_organisation                organisation            in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_unit                         organisation            in 404 404 403 403 403 403 403 403 200 200
POST parties:new_unit                         organisation            in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_unit                        unit                    in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_unit                        unit                    in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_contact_person               organisation            in 404 404 403 403 403 403 403 403 200 200
POST parties:new_contact_person               organisation            in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_contact_person              contact_person          in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_contact_person              contact_person          in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_association                 -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_association                 -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_logo                        -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_logo                        -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_body                         -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_body                         -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:edit_body                        body                    in 404 404 403 403 403 403 403 403 200 200
POST parties:edit_body                        body                    in 404 404 403 403 403 403 403 403 200 200
GET  parties:remove_organisation                   organisation            in 404 404 403 403 403 403 403 403 302 302
POST parties:remove_organisation                   organisation            in 404 404 403 403 403 403 403 403 302 302
GET  parties:remove_body                           body                    in 404 404 403 403 403 403 403 403 302 302
POST parties:remove_body                           body                    in 404 404 403 403 403 403 403 403 302 302
GET  parties:remove_unit                      unit                    in 404 404 403 403 403 403 403 403 302 302
POST parties:remove_unit                      unit                    in 404 404 403 403 403 403 403 403 302 302
GET  parties:remove_contact_person            contact_person          in 404 404 403 403 403 403 403 403 302 302
POST parties:remove_contact_person            contact_person          in 404 404 403 403 403 403 403 403 302 302
GET  parties:logo                             -                       404 404 404 404 404 404 404 404 404 404 404
GET  parties:keep_written                     -                       in 404 404 302 302 302 302 302 302 302 302
POST parties:keep_written                     -                       in 404 404 204 204 204 204 204 204 204 204
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
    heby = world.cast.organisations["heby"]
    unit = Unit.objects.create(association=world.cast.association, organisation=heby, name="Arbete")
    person = ContactPerson.objects.create(
        association=world.cast.association, organisation=heby, name="Kim Kant"
    )
    world.things["organisation"] = {"pk": heby.pk}
    world.things["unit"] = {"pk": unit.pk}
    world.things["contact_person"] = {"pk": person.pk}
    body = Body.objects.create(
        association=world.cast.association,
        kind=Body.Kind.LOCAL_GROUP,
        slug=f"lokus-{world.slug}",
        name="Lokus",
        numbering=Body.Numbering.YEAR,
    )
    world.things["body"] = {"slug": body.slug}
    world.things["role"] = {"pk": role.pk}
    world.things["mandate"] = {"pk": world.cast.mandates["substitute"].pk}
