from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0011_empty_seats"),
    ]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="period_from",
            field=models.DateField(blank=True, null=True, verbose_name="från och med"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="period_to",
            field=models.DateField(blank=True, null=True, verbose_name="till och med"),
        ),
    ]
