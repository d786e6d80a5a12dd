"""Which attachments cannot join the others in a summons, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from samordna.documents.kinds import PaperKind
from samordna.documents.models import StoredFile
from samordna.documents.pdf.attachments import label_in_bundle, why_not_joined
from samordna.documents.pdf.foreign.check import NotJoined
from samordna.documents.pdf.papers.meeting import Attachment, ForeignPdf
from samordna.meetings.models import AgendaAttachment, Meeting


@dataclass(frozen=True, slots=True)
class InTheWay:
    """An attachment that cannot join the others, and why, in Swedish sentences."""

    attachment: AgendaAttachment
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        version, item = self.attachment.version, self.attachment.item
        return (
            f"Bilaga {self.attachment.label}, {version.document.title} ({version.filename}), till "
            f"punkt {item.position}, {item.heading}, kan inte fogas in i kallelsen. "
            f"{' '.join(self.reasons)}"
        )


def named(meeting: Meeting, why: Mapping[str, Sequence[str]]) -> list[InTheWay]:
    """What a bundle says of its attachments by their labels, about those of a meeting. One query
    where it says anything."""
    if not why:
        return []
    labels = [(label_in_bundle(found.label), found) for found in _attached(meeting)]
    return [InTheWay(found, tuple(why[label])) for label, found in labels if label in why]


def attachments_in_the_way(meeting: Meeting) -> list[InTheWay]:
    """Try the files from outside that stand on a meeting's agenda together: those that cannot join
    the others. One query; the same files are tried once, and that takes seconds.

    Each was tried alone when it came. What the house itself has made joins.
    """
    attached = list(_attached(meeting).filter(version__document__kind=PaperKind.ATTACHMENT))
    if not attached:
        return []
    try:
        _try(meeting.association_id, tuple(found.version.file.sha256 for found in attached))
    except NotJoined as error:
        why = {int(label.rpartition(" ")[2]): said for label, said in error.why.items()}
        return [InTheWay(attached[place], said) for place, said in sorted(why.items())]
    return []


def _attached(meeting: Meeting) -> QuerySet[AgendaAttachment]:
    found = AgendaAttachment.objects.filter(item__meeting=meeting)
    rows = found.select_related("item", "version__document", "version__file")
    return rows.defer("version__file__data").order_by("item__position", "position")


# What is not known to go well is not remembered: a reading may have been broken off by chance.
@lru_cache(maxsize=256)
def _try(association_id: int, files: tuple[str, ...]) -> None:
    """Try files together by their check sums, in order. Raises NotJoined by their places."""
    rows = StoredFile.objects.filter(association_id=association_id, sha256__in=files)
    data = {sha256: bytes(held) for sha256, held in rows.values_list("sha256", "data")}
    why = why_not_joined(
        [
            Attachment(number=str(place), title="", content=ForeignPdf(data[sha256]))
            for place, sha256 in enumerate(files)
        ]
    )
    if why:
        raise NotJoined(why)
