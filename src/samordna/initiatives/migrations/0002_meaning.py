"""What a grant means in one line of data, beside its conditions in own words."""

from django.db import migrations, models

from samordna.ground.triggers import append_only_still


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_base")]

    operations = [
        append_only_still("initiatives_grant"),
        migrations.AddField(
            model_name="grant",
            name="meaning",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="innebörd"),
        ),
        append_only_still("initiatives_grant"),
    ]
