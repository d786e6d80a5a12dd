"""What an association says of itself: its details, its logo, and settings that hold from a day."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, Body, Logo
from samordna.parties.pictures import Picture, read_picture_apart
from samordna.parties.policies import may_change_association
from samordna.parties.steps import save_setting as write_setting

#: What is written on the page of the association's details.
DETAILS = (
    "name",
    "short_name",
    "organisation_number",
    "seat",
    "county",
    "postal_address",
    "email",
    "phone",
    "administrative_court",
    "minutes_kept_at",
)


@changes
def edit_association(
    *, actor: Actor, notice_counts_from: str, valid_from: date, **details: str
) -> Association:
    """Change the association's details, and from which day appeals count; journalled.

    ``details`` has every name of DETAILS, and ``notice_counts_from`` holds from ``valid_from``.
    Papers that are locked or signed keep what they say. Raises Refused.
    """
    require(may_change_association(actor))
    locked = for_change(Association.objects.all()).get(pk=actor.association_id)
    before = {name: getattr(locked, name) for name in DETAILS}
    after = {name: details[name] for name in DETAILS}
    if before != after:
        for name, value in after.items():
            setattr(locked, name, value)
        locked.save(update_fields=DETAILS)
        changed = [name for name in DETAILS if before[name] != after[name]]
        journal(
            actor=actor,
            verb="edit_association",
            subject=locked,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    write_setting(
        actor=actor, key="notice_counts_from", value=notice_counts_from, valid_from=valid_from
    )
    return locked


@changes
def save_setting(
    *, actor: Actor, key: str, value: Any, valid_from: date, body: Body | None = None
) -> None:
    """Let a setting hold from a day; journalled. Raises Refused, and KeyError for no setting."""
    require(may_change_association(actor))
    write_setting(actor=actor, key=key, value=value, valid_from=valid_from, body=body)


def save_logo(*, actor: Actor, content: bytes) -> Logo:
    """Give the association a logo; journalled. Raises Refused and NoPicture."""
    require(may_change_association(actor))
    # Before anything is held: a picture from outside is read apart.
    return _keep_logo(actor=actor, picture=read_picture_apart(content))


@changes
def _keep_logo(*, actor: Actor, picture: Picture) -> Logo:
    association = for_change(Association.objects.all()).get(pk=actor.association_id)
    logo, _ = Logo.objects.update_or_create(
        association=association,
        defaults={
            "content": picture.content,
            "media_type": picture.media_type,
            "width": picture.width,
            "height": picture.height,
        },
    )
    _tell_logo(actor, association, sha256(picture.content).hexdigest())
    return logo


@changes
def remove_logo(*, actor: Actor) -> None:
    """Take the logo away; journalled. Raises Refused."""
    require(may_change_association(actor))
    association = for_change(Association.objects.all()).get(pk=actor.association_id)
    Logo.objects.filter(association=association).delete()
    _tell_logo(actor, association, "")


def _tell_logo(actor: Actor, association: Association, mark: str) -> None:
    before, after = {"logo": association.logo_sha256}, {"logo": mark}
    if before != after:
        association.logo_sha256 = mark
        association.save(update_fields=["logo_sha256"])
        journal(actor=actor, verb="save_logo", subject=association, before=before, after=after)
