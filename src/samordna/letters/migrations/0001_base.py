import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("letters", "0001_initial"),
        ("letters", "0002_hand_over"),
        ("letters", "0003_printed_invitations"),
        ("letters", "0004_came_in"),
        ("letters", "0005_account_letters"),
    ]

    initial = True

    dependencies = [
        ("journal", "0001_base"),
        ("parties", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("is_printed", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "contact",
                    models.ForeignObject(
                        editable=False,
                        from_fields=["association", "person"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None), ("used_at", None)),
                        fields=("association", "person"),
                        name="invitation_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="adress")),
                ("subject", models.CharField(max_length=200, verbose_name="rubrik")),
                ("text", models.TextField(verbose_name="text")),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Väntar"),
                            ("sent", "Skickat"),
                            ("bounced", "Studsade"),
                            ("failed", "Gick inte fram"),
                            ("stopped", "Skickas inte"),
                            ("gathered", "I ett samlat brev"),
                            ("handed", "Lämnat på annat sätt"),
                        ],
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("message_id", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=24, verbose_name="slag")),
                ("name", models.CharField(max_length=120, verbose_name="till")),
                ("path", models.CharField(blank=True, max_length=300, verbose_name="länk")),
                ("link_label", models.CharField(blank=True, max_length=80)),
                ("about_type", models.CharField(blank=True, max_length=60)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("to_gather", models.BooleanField(default=False)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gathered",
                        to="letters.letter",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="journal.journalentry",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="letters.invitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at"],
                        name="letters_due",
                    ),
                    models.Index(
                        fields=["association", "state", "-made_at"], name="letters_by_state"
                    ),
                    models.Index(fields=["association", "-made_at", "-id"], name="letters_newest"),
                    models.Index(fields=["about_type", "about_id"], name="letters_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("event__isnull", False)),
                        fields=("event", "kind", "person"),
                        name="letter_once_for_an_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(("state", "sent"), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_sent_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_try_at__isnull", False), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("next_try_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="letter_waits_for_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("at_once", "Genast, ett brev för varje händelse"),
                            ("digest", "Samlat, högst ett brev om dagen"),
                            ("none", "Inga brev"),
                        ],
                        max_length=8,
                        verbose_name="hur",
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "person"), name="preference_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="adress")),
                ("subject", models.CharField(max_length=200, verbose_name="rubrik")),
                ("text", models.TextField(verbose_name="text")),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Väntar"),
                            ("sent", "Skickat"),
                            ("bounced", "Studsade"),
                            ("failed", "Gick inte fram"),
                            ("stopped", "Skickas inte"),
                            ("gathered", "I ett samlat brev"),
                            ("handed", "Lämnat på annat sätt"),
                        ],
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("message_id", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=24, verbose_name="slag")),
                ("stamp", models.CharField(blank=True, max_length=64)),
                ("base", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at"],
                        name="account_letters_due",
                    ),
                    models.Index(fields=["address"], name="account_letters_to"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_try_at__isnull", False), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("next_try_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="account_letter_waits_for_a_moment",
                    )
                ],
            },
        ),
    ]
