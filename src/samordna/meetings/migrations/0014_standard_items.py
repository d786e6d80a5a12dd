from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0013_member_boards"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="is_standard",
            field=models.BooleanField(default=False, verbose_name="ur mallen"),
        ),
    ]
