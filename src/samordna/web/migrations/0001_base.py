import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [("web", "0001_initial"), ("web", "0002_kept_files")]

    initial = True

    dependencies = [
        ("parties", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=40)),
                ("path", models.TextField()),
                ("field", models.CharField(max_length=100)),
                ("filename", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                ("kept_at", models.DateTimeField(db_index=True)),
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
                "indexes": [models.Index(fields=["association", "person"], name="file_kept_for")],
                "constraints": [
                    models.UniqueConstraint(fields=("association", "key"), name="file_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                ("content", models.CharField(max_length=64)),
                ("location", models.TextField(default="")),
                ("sent_at", models.DateTimeField(db_index=True)),
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
                    models.UniqueConstraint(fields=("association", "mark"), name="form_sent_once")
                ],
            },
        ),
    ]
