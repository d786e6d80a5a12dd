import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("register", "0001_initial"),
        ("register", "0002_responsible_contact"),
        ("register", "0003_skipped_numbers"),
    ]

    initial = True

    dependencies = [
        ("parties", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("serial", models.PositiveIntegerField(verbose_name="löpnummer")),
                ("subject", models.CharField(max_length=250, verbose_name="ärendemening")),
                ("opened_on", models.DateField(verbose_name="öppnat")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="avslutat")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible_contact",
                    models.ForeignObject(
                        editable=False,
                        from_fields=["association", "responsible"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-serial"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "year", "serial"), name="matter_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.PositiveIntegerField(verbose_name="löpnummer")),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("in", "Inkommen"),
                            ("out", "Utgående"),
                            ("internal", "Upprättad"),
                        ],
                        max_length=8,
                        verbose_name="riktning",
                    ),
                ),
                ("dated", models.DateField(verbose_name="datum")),
                (
                    "counterparty",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="avsändare eller mottagare"
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="innehåll")),
                ("secret", models.BooleanField(default=False, verbose_name="sekretess")),
                (
                    "secrecy_ground",
                    models.CharField(blank=True, max_length=120, verbose_name="lagrum"),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="register.matter",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["matter_id", "serial"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "serial"), name="record_serial_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("secret", False),
                            models.Q(("secrecy_ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="secrecy_has_a_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkippedNumbers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("first", models.PositiveIntegerField(verbose_name="från och med")),
                ("last", models.PositiveIntegerField(verbose_name="till och med")),
                ("reason", models.CharField(max_length=200, verbose_name="skäl")),
                ("noted_on", models.DateField(verbose_name="antecknat")),
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
                "ordering": ["-year", "-first"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "year", "first"), name="skipped_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="skipped_in_order",
                    ),
                ],
            },
        ),
    ]
