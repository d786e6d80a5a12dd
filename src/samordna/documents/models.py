"""Documents, their versions, the bytes and the signatures. Bytes and signatures are final."""

from __future__ import annotations

from django.db import models

from samordna.documents.kinds import every_kind
from samordna.ground.scoping import Scoped
from samordna.ground.search import Sought
from samordna.kernel.media import OPENS, label_of, type_by_name
from samordna.kernel.media import PDF as PDF

#: The media type of the workbooks that the house itself makes, and of most that it takes.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StoredFile(Scoped):
    """Bytes, known by their SHA-256. Kept in the database, so that a transaction and a backup hold
    the file together with what was decided on it. Triggers refuse every change.
    """

    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    #: Of a kind that opens in a page, and risky: such a file is kept, and only downloaded.
    only_downloaded = models.BooleanField(default=False, db_default=False)
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["association", "sha256"], name="file_once")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} byte)"

    @property
    def opens(self) -> bool:
        """Whether the file may open in a page. Any other is downloaded."""
        return self.media_type in OPENS and not self.only_downloaded


class Document(Scoped):
    """A paper that may come in several versions."""

    kind = models.CharField("slag", max_length=16, choices=every_kind)
    title = models.CharField("rubrik", max_length=250)

    def __str__(self) -> str:
        return self.title


class DocumentVersion(Scoped):
    """One version of a paper: which bytes, when, by whom, and where it stands in the register."""

    counted_as = ("dokument", "dokument")

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    record = models.ForeignKey(
        "register.Record", models.PROTECT, null=True, blank=True, related_name="versions"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "parties.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sought = Sought("filename")

    class Meta:
        ordering = ["document_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.document.title}, version {self.number}"

    @property
    def kind_of_file(self) -> str:
        """What people call the kind of its file: among texts its own name tells."""
        return label_of(type_by_name(self.file.media_type, self.filename))


class Signature(Scoped):
    """Somebody's signature on exact bytes. Triggers refuse every change.

    Name, organisation and role are copied, since they must say what held when it was signed.
    """

    counted_as = ("underskrift", "underskrifter")

    class Method(models.TextChoices):
        PRODUCT_SESSION = "product", "Underskrift i Samordna (lösenord)"
        PRODUCT_STRONG = "product-mfa", "Underskrift i Samordna (tvåfaktorsinloggning)"

    is_append_only = True  # by the triggers of the database

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="signatures")
    person = models.ForeignKey("parties.Person", models.PROTECT, related_name="+")
    name = models.CharField("namn", max_length=120)
    organisation_name = models.CharField("organisation", max_length=120)
    role = models.CharField("roll", max_length=120)
    scope = models.CharField("omfattning", max_length=200, blank=True)
    method = models.CharField("metod", max_length=16, choices=Method.choices)
    level = models.CharField("tillitsnivå", max_length=40)
    signed_at = models.DateTimeField("tid")
    transaction_id = models.CharField("transaktion", max_length=64)
    sha256 = models.CharField("kontrollsumma", max_length=64)

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person", "role", "organisation_name", "scope"],
                name="signed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}, {self.organisation_name}"
