from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_uncalled_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="not_handled",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="inte behandlat"
            ),
        ),
    ]
