import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("economy", "0001_initial"),
        ("parties", "0001_initial"),
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
            },
        ),
        migrations.AddConstraint(
            model_name="contributionkey",
            constraint=models.UniqueConstraint(
                fields=("association", "valid_from"), name="one_contribution_key_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("state_kr__gte", 0)), name="contribution_key_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionshare",
            constraint=models.UniqueConstraint(
                fields=("key", "organisation"), name="contribution_share_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionshare",
            constraint=models.UniqueConstraint(
                fields=("key", "position"), name="contribution_share_in_order"
            ),
        ),
    ]
