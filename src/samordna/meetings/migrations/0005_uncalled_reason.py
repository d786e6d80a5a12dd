from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_stand_ins_by_paragraph"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="uncalled_reason",
            field=models.CharField(blank=True, db_default="", max_length=300, verbose_name="skäl"),
        ),
    ]
