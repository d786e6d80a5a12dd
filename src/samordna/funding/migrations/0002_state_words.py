from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Utkast hos sökanden"),
                    ("signing", "Väntar på underskrifter"),
                    ("submitted", "Inkommen, ska registreras"),
                    ("registered", "Registrerad, bereds"),
                    ("prepared", "Beredd, kan tas upp"),
                    ("scheduled", "På föredragningslistan"),
                    ("granted", "Beviljad"),
                    ("rejected", "Avslagen"),
                    ("postponed", "Bordlagd, tas upp igen"),
                    ("withdrawn", "Återkallad"),
                ],
                default="draft",
                max_length=12,
                verbose_name="läge",
            ),
        ),
    ]
