"""Keeping papers and signing them, for services that have seen who may: no authority of its own.

Views do not import this module. Bytes are stored once, and a signature names exactly which.
"""

from __future__ import annotations

import hashlib
import secrets

from django.db import IntegrityError

from samordna.documents.errors import AlreadySigned
from samordna.documents.models import Document, DocumentVersion, Signature, StoredFile
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import change, changes
from samordna.journal.services import journal
from samordna.parties.actors import Actor
from samordna.register.models import Record


def store_file(
    association_id: int, data: bytes, media_type: str, *, only_downloaded: bool = False
) -> StoredFile:
    """Keep bytes under their SHA-256. The same bytes are kept once in each association."""
    sha256 = hashlib.sha256(data).hexdigest()
    found = StoredFile.objects.filter(association_id=association_id, sha256=sha256)
    if (existing := found.defer("data").first()) is not None:
        return existing
    try:
        with change():
            return StoredFile.objects.create(
                association_id=association_id,
                sha256=sha256,
                media_type=media_type,
                size=len(data),
                only_downloaded=only_downloaded,
                data=data,
            )
    except IntegrityError:  # somebody stored the same bytes a moment ago
        return found.defer("data").get()


@changes
def add_version(
    *,
    actor: Actor,
    data: bytes,
    media_type: str,
    filename: str,
    kind: str,
    title: str,
    document: Document | None = None,
    record: Record | None = None,
    only_downloaded: bool = False,
) -> DocumentVersion:
    """Keep bytes as a new paper, or as the next version of ``document``; journalled.

    ``only_downloaded``: the file is never opened in a page, though others of its kind are.

    Authority is the calling service's: this one only keeps what it is given.
    """
    if document is None:
        document = Document.objects.create(
            association_id=actor.association_id, kind=kind, title=title[:250]
        )
    else:
        document = for_change(Document.objects.all()).get(pk=document.pk)
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = DocumentVersion.objects.create(
        association_id=actor.association_id,
        document=document,
        number=last + 1,
        file=store_file(actor.association_id, data, media_type, only_downloaded=only_downloaded),
        filename=filename[:200],
        record=record,
        created_at=clock.now(),
        created_by_id=actor.person_id,
    )
    journal(
        actor=actor,
        verb="add_document_version",
        subject=version,
        after={"sha256": version.file.sha256, "size": version.file.size, "filename": filename},
    )
    return version


@changes
def attach_to_record(*, actor: Actor, version: DocumentVersion, record: Record) -> DocumentVersion:
    """Say where in the register a version stands; journalled.

    Raises ValueError when it stands somewhere already.
    """
    locked = for_change(DocumentVersion.objects.all()).get(pk=version.pk)
    if locked.record_id is not None and locked.record_id != record.pk:
        raise ValueError(f"version {locked.pk} is already registered in record {locked.record_id}")
    locked.record = record
    locked.save(update_fields=["record"])
    journal(actor=actor, verb="register_document", subject=locked, after={"record": str(record)})
    return locked


@changes
def sign(
    *,
    actor: Actor,
    version: DocumentVersion,
    organisation_name: str,
    role: str,
    scope: str = "",
    strong: bool = False,
) -> Signature:
    """Sign the exact bytes of a version in the product; journalled.

    The calling service has made sure that the actor may. ``strong`` tells that the session was
    opened with two factors or a passkey. Raises :class:`AlreadySigned`.
    """
    if actor.person_id is None:
        raise ValueError("only a person can sign")
    try:
        with change():
            signature = Signature.objects.create(
                association_id=actor.association_id,
                version=version,
                person_id=actor.person_id,
                name=actor.name,
                organisation_name=organisation_name,
                role=role,
                scope=scope,
                method=Signature.Method.PRODUCT_STRONG
                if strong
                else Signature.Method.PRODUCT_SESSION,
                level="två faktorer" if strong else "en faktor",
                signed_at=clock.now(),
                transaction_id=secrets.token_hex(16),
                sha256=version.file.sha256,
            )
    except IntegrityError as error:
        raise AlreadySigned("Du har redan skrivit under den här versionen.") from error
    journal(
        actor=actor,
        verb="sign",
        subject=version,
        after={
            "name": signature.name,
            "organisation": organisation_name,
            "role": role,
            "scope": scope,
            "sha256": signature.sha256,
            "transaction": signature.transaction_id,
        },
    )
    return signature
