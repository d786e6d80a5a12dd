"""The register."""

# ruff: noqa: E501
from __future__ import annotations

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF
from samordna.documents.steps import add_version
from samordna.register.models import Record
from samordna.register.services import close_matter
from samordna.register.steps import open_matter, register_record
from tests.support.things import TODAY, World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  register:matters                         -                       in 404 404 403 403 403 200 200 200 200 200
GET  register:new_matter                      -                       in 404 404 403 403 403 403 403 200 200 200
POST register:new_matter                      -                       in 404 404 403 403 403 403 403 200 200 200
GET  register:first_number                    -                       in 404 404 403 403 403 403 403 403 200 200
POST register:first_number                    -                       in 404 404 403 403 403 403 403 403 200 200
GET  register:matter                          matter                  in 404 404 403 403 403 200 200 200 200 200
GET  register:matter                          closed_matter           in 404 404 403 403 403 200 200 200 200 200
GET  register:close                           matter                  in 404 404 302 302 302 302 302 302 302 302
POST register:close                           matter                  in 404 404 403 403 403 403 403 302 302 302
GET  register:close                           closed_matter           in 404 404 302 302 302 302 302 302 302 302
POST register:close                           closed_matter           in 404 404 403 403 403 403 403 403 403 403
GET  register:reopen                          closed_matter           in 404 404 302 302 302 302 302 302 302 302
POST register:reopen                          closed_matter           in 404 404 403 403 403 403 403 302 302 302
POST register:reopen                          matter                  in 404 404 403 403 403 403 403 403 403 403
"""


def make(world: World) -> None:
    """A matter and a closed one, each with a paper."""
    actor = world.cast.actor("registrar", TODAY)
    world.begin_numbers("matter", "2024")
    for name in ("matter", "closed_matter"):
        made = open_matter(actor=actor, subject="Revision", opened_on=TODAY)
        world.things[name] = {"year": made.year, "serial": made.serial}
        entry = register_record(
            actor=actor, matter=made, direction=Record.Direction.INTERNAL, subject="Anteckning"
        )
        paper = add_version(
            actor=actor,
            data=f"%PDF-1.7 {world.slug} {name}".encode(),
            media_type=PDF,
            filename="anteckning.pdf",
            kind=PaperKind.ATTACHMENT,
            title="Anteckning",
            record=entry,
        )
        world.things[f"paper_of_{name}"] = {"pk": paper.pk}
    close_matter(actor=actor, matter=made)
