import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("economy", "0001_initial"),
        ("economy", "0002_contribution_keys"),
        ("economy", "0003_carry_over_contribution_keys"),
    ]

    initial = True

    dependencies = [
        ("initiatives", "0001_base"),
        ("parties", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContributionKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="gäller från")),
                ("state_kr", models.BigIntegerField(verbose_name="statens medelstilldelning")),
                (
                    "nns_fee_per_mille",
                    models.PositiveSmallIntegerField(
                        verbose_name="serviceavgift till NNS, promille"
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
            ],
            options={
                "ordering": ["valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "valid_from"), name="one_contribution_key_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state_kr__gte", 0)),
                        name="contribution_key_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "group",
                    models.CharField(
                        choices=[("region", "Regioner"), ("municipality", "Kommuner")],
                        max_length=12,
                        verbose_name="grupp",
                    ),
                ),
                ("party", models.CharField(max_length=200, verbose_name="part")),
                ("weight", models.PositiveBigIntegerField(verbose_name="vikt")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="economy.contributionkey",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["key_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "organisation"), name="contribution_share_once"
                    ),
                    models.UniqueConstraint(
                        fields=("key", "position"), name="contribution_share_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EconomicPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="per den")),
                ("title", models.CharField(max_length=160, verbose_name="rubrik")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="budgetår")),
                (
                    "preliminary_years",
                    models.PositiveSmallIntegerField(default=4, verbose_name="preliminära år"),
                ),
                (
                    "opening_kr",
                    models.BigIntegerField(verbose_name="ingående ackumulerat överskott"),
                ),
                ("reserve_kr", models.BigIntegerField(default=0, verbose_name="reservfond")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="ändring")),
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
                "ordering": ["as_of"],
                "constraints": [
                    models.UniqueConstraint(fields=("association", "as_of"), name="one_plan_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("income", "Intäkter"),
                            ("elected", "Förtroendevalda"),
                            ("administration", "Förvaltning"),
                            ("external_administration", "Förvaltning externa projekt"),
                            ("decided", "Redan beslutade insatser"),
                            ("unused", "Prognostiserade ej nyttjade medel"),
                            ("other_joint", "Övriga samverkansinsatser"),
                        ],
                        max_length=24,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=120, verbose_name="benämning")),
                (
                    "owner_label",
                    models.CharField(blank=True, max_length=60, verbose_name="insatsägare"),
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
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.grant",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="economy.economicplan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "section", "key"), name="plan_row_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grant", None), ("section", "decided"), _connector="OR"
                        ),
                        name="grant_only_among_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("column", models.CharField(max_length=10)),
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
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="economy.planrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("row", "column"), name="plan_amount_once")
                ],
            },
        ),
    ]
