import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samordna.documents.kinds
from samordna.ground.triggers import append_only


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0002_append_only"),
        ("documents", "0003_kinds_by_room"),
        ("documents", "0004_only_downloaded"),
    ]

    initial = True

    dependencies = [
        ("parties", "0001_base"),
        ("register", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=samordna.documents.kinds.every_kind,
                        max_length=16,
                        verbose_name="slag",
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="rubrik")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("only_downloaded", models.BooleanField(db_default=False, default=False)),
                ("data", models.BinaryField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("association", "sha256"), name="file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("filename", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="documents.document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="register.record",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["document_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "number"), name="version_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "organisation_name",
                    models.CharField(max_length=120, verbose_name="organisation"),
                ),
                ("role", models.CharField(max_length=120, verbose_name="roll")),
                ("scope", models.CharField(blank=True, max_length=200, verbose_name="omfattning")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("product", "Underskrift i Samordna (lösenord)"),
                            ("product-mfa", "Underskrift i Samordna (tvåfaktorsinloggning)"),
                        ],
                        max_length=16,
                        verbose_name="metod",
                    ),
                ),
                ("level", models.CharField(max_length=40, verbose_name="tillitsnivå")),
                ("signed_at", models.DateTimeField(verbose_name="tid")),
                ("transaction_id", models.CharField(max_length=64, verbose_name="transaktion")),
                ("sha256", models.CharField(max_length=64, verbose_name="kontrollsumma")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="documents.documentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["signed_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "person", "role", "organisation_name", "scope"),
                        name="signed_once",
                    )
                ],
            },
        ),
        append_only("documents_storedfile"),
        append_only("documents_signature"),
    ]
