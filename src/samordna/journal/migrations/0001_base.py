import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

from samordna.ground.triggers import append_only


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [("journal", "0001_initial"), ("journal", "0002_append_only")]

    initial = True

    dependencies = [
        ("parties", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal_head",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=12)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("verb", models.CharField(max_length=60)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("subject_label", models.CharField(max_length=300)),
                (
                    "before",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                (
                    "after",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
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
                "ordering": ["association_id", "number"],
                "indexes": [
                    models.Index(
                        fields=["association", "subject_type", "subject_id", "number"],
                        name="journal_jou_associa_b1aa23_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"), name="journal_number_unique"
                    )
                ],
            },
        ),
        append_only("journal_journalentry"),
    ]
