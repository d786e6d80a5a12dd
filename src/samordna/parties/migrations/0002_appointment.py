from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="appointed_by",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="utsett genom beslut av"
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="appointed_on",
            field=models.DateField(blank=True, null=True, verbose_name="beslutet fattat"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="filed_on",
            field=models.DateField(blank=True, null=True, verbose_name="lagt till handlingarna"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="filed_by",
            field=models.CharField(
                blank=True, max_length=160, verbose_name="till handlingarna genom"
            ),
        ),
    ]
