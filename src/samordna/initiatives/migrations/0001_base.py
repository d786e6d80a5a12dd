import django.db.models.deletion
from django.db import migrations, models

from samordna.ground.triggers import append_only


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [("initiatives", "0001_initial"), ("initiatives", "0002_append_only")]

    initial = True

    dependencies = [
        ("funding", "0001_base"),
        ("parties", "0001_base"),
        ("register", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="namn")),
                ("kind", models.CharField(max_length=12, verbose_name="typ")),
                ("period_from", models.DateField(verbose_name="från")),
                ("period_to", models.DateField(verbose_name="till")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"), name="initiative_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="beslutat")),
                ("adjusted_on", models.DateField(verbose_name="justerat")),
                ("paragraph", models.CharField(max_length=40, verbose_name="paragraf")),
                ("conditions", models.JSONField(default=list, verbose_name="villkor")),
                (
                    "payout_rule",
                    models.CharField(
                        choices=[
                            ("quarterly", "Rekvisition per kvartal av faktiska kostnader"),
                            (
                                "halves",
                                "Hälften när avtalet är undertecknat, resten när redovisningen godkänts",
                            ),
                            ("final", "Mot faktura när slutrapporten godkänts"),
                        ],
                        default="quarterly",
                        max_length=10,
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grant",
                        to="funding.application",
                    ),
                ),
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
                        related_name="grants",
                        to="register.matter",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_on", "id"],
                "indexes": [
                    models.Index(
                        fields=["association", "adjusted_on"], name="initiatives_associa_81e4d3_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("amount_kr", models.BigIntegerField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="initiatives.grant",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation_id", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "organisation", "year"), name="granted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_kr__gte", 0)), name="granted_not_negative"
                    ),
                ],
            },
        ),
        append_only("initiatives_grant"),
        append_only("initiatives_grantamount"),
    ]
