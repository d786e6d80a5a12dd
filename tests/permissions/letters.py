"""Letters, invitations, and one's own choice."""

# ruff: noqa: E501
from __future__ import annotations

from samordna.letters.links import invitation_path
from samordna.letters.models import Letter
from samordna.parties.models import Contact, Role
from samordna.parties.services.roles import give_role
from tests.support.things import TODAY, World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  letters:letters                          -                       in 404 404 403 403 403 403 200 200 200 200
GET  letters:letter                           letter                  in 404 404 403 403 403 403 200 200 200 200
GET  letters:send_again                       letter                  in 404 404 403 403 403 403 403 403 302 302
POST letters:send_again                       letter                  in 404 404 403 403 403 403 403 403 302 302
GET  letters:hand_over                        letter                  in 404 404 403 403 403 403 403 403 200 200
POST letters:hand_over                        letter                  in 404 404 403 403 403 403 403 403 200 200
GET  letters:invite                           invited                 in 404 404 403 403 403 403 403 403 200 200
POST letters:invite                           invited                 in 404 404 403 403 403 403 403 403 302 302
GET  letters:print_invitation                 invited                 in 404 404 403 403 403 403 403 403 302 302
POST letters:print_invitation                 invited                 in 404 404 403 403 403 403 403 403 200 200
GET  letters:correct_address                  invited                 in 404 404 403 403 403 403 403 403 200 200
POST letters:correct_address                  invited                 in 404 404 403 403 403 403 403 403 200 200
GET  letters:remove_person                         contact                 in 404 404 403 403 403 403 403 403 302 302
POST letters:remove_person                         contact                 in 404 404 403 403 403 403 403 403 302 302
GET  letters:unused                                -                       in 404 404 403 403 403 403 403 403 200 200
GET  letters:invite_again                          -                       in 404 404 403 403 403 403 403 403 302 302
POST letters:invite_again                          -                       in 404 404 403 403 403 403 403 403 302 302
GET  letters:print_all                             -                       in 404 404 403 403 403 403 403 403 302 302
POST letters:print_all                             -                       in 404 404 403 403 403 403 403 403 200 200
GET  letters:send_unsent                      -                       in 404 404 302 302 302 302 302 302 302 302
POST letters:send_unsent                      -                       in 404 404 403 403 403 403 403 403 302 302
GET  letters:preference                       -                       in 404 404 200 200 200 200 200 200 200 200
POST letters:preference                       -                       in 404 404 200 200 200 200 200 200 200 200
"""


def make(world: World) -> None:
    """Somebody who has been invited, and the letter about it."""
    given = give_role(
        actor=world.cast.actor("director"),
        email=f"ny@{world.slug}.exempel.se",
        name="Nils Nyström",
        role=Role.CASE_OFFICER,
        organisation=None,
        title="",
        valid_from=TODAY,
    )
    world.things["invited"] = {"pk": Contact.objects.get(person=given.person).pk}
    invitation = given.person.invitations.get()
    token = invitation_path(invitation).rstrip("/").rpartition("/")[2]
    world.things["invitation"] = {"token": token}
    world.things["letter"] = {"pk": Letter.objects.get(person=given.person).pk}
