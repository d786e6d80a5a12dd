from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0005_clauses_are_data"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="remitted_as",
            field=models.CharField(blank=True, max_length=80, verbose_name="återremitterad"),
        ),
    ]
