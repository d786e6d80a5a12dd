from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_not_handled"),
    ]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="meaning",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="innebörd"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="read_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="läst"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="read_by",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="läst av"
            ),
        ),
        migrations.AddField(
            model_name="treatment",
            name="read_digest",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
