"""Reading papers. A paper that somebody may not read does not exist for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from samordna.documents.models import DocumentVersion, StoredFile
from samordna.documents.policies import may_read

if TYPE_CHECKING:
    from samordna.parties.actors import Actor


def version_for_reading(actor: Actor | None, pk: int) -> DocumentVersion:
    """A version with its file (the bytes deferred). Raises Http404 to those who may not read it."""
    version = (
        DocumentVersion.objects.select_related("document", "file", "record")
        .defer("file__data")
        .filter(pk=pk)
        .first()
    )
    if version is None or not may_read(actor, version):
        raise Http404
    return version


def bytes_of(version: DocumentVersion) -> bytes:
    """The exact bytes of a version."""
    return bytes(StoredFile.objects.values_list("data", flat=True).get(pk=version.file_id))
