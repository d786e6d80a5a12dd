import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samordna.ground.ordering


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("parties", "0001_initial"),
        ("parties", "0002_appointment"),
        ("parties", "0003_contact"),
        ("parties", "0004_association_from_nothing"),
        ("parties", "0005_eligibility"),
        ("parties", "0006_settings_once_a_day"),
        ("parties", "0007_account_opened"),
        ("parties", "0008_address_changed"),
        ("parties", "0009_came_in"),
        ("parties", "0010_roles_once_on_every_database"),
        ("parties", "0011_who_can_be_member"),
        ("parties", "0012_no_substitute"),
        ("parties", "0013_swedish_order"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Association",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="adress")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("short_name", models.CharField(max_length=60, verbose_name="kort namn")),
                (
                    "organisation_number",
                    models.CharField(blank=True, max_length=11, verbose_name="organisationsnummer"),
                ),
                ("county", models.CharField(blank=True, max_length=60, verbose_name="län")),
                ("seat", models.CharField(blank=True, max_length=80, verbose_name="säte")),
                (
                    "postal_address",
                    models.CharField(blank=True, max_length=250, verbose_name="postadress"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                (
                    "minutes_kept_at",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="protokollet förvaras"
                    ),
                ),
                (
                    "administrative_court",
                    models.CharField(blank=True, max_length=80, verbose_name="förvaltningsrätt"),
                ),
                ("logo_sha256", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-post")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktiv")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("address_confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "address_changed_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "opened_on_paper_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("board", "Styrelse"),
                            ("working_committee", "Arbetsutskott"),
                            ("local_group", "Lokal samverkansgrupp (lokusgrupp)"),
                            ("council", "Medlemssamråd"),
                            ("steering_group", "Styrgrupp"),
                            ("preparing_group", "Beredningsgrupp"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("slug", models.SlugField(max_length=40, verbose_name="adress")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "numbering",
                    models.CharField(
                        choices=[
                            ("year", "Paragraferna börjar om varje år"),
                            ("term", "Paragraferna löper genom mandatperioden"),
                        ],
                        max_length=8,
                        verbose_name="numrering",
                    ),
                ),
                (
                    "term_starts",
                    models.DateField(blank=True, null=True, verbose_name="mandatperiodens början"),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("association", "slug"), name="body_slug_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="AssociationSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("valid_from", models.DateField()),
                ("value", models.JSONField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings",
                        to="parties.association",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings",
                        to="parties.body",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("body", None)),
                        fields=("association", "key", "valid_from"),
                        name="setting_once_a_day",
                    ),
                    models.UniqueConstraint(
                        fields=("body", "key", "valid_from"), name="setting_of_a_body_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-post för brev"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                ("came_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="parties.association",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("association", "person"), name="contact_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BinaryField()),
                ("media_type", models.CharField(max_length=20)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logo",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=40)),
                ("first", models.PositiveIntegerField(default=1)),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "kind", "key"), name="series_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("short_name", models.CharField(max_length=40, verbose_name="kort namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fk", "Försäkringskassan"),
                            ("af", "Arbetsförmedlingen"),
                            ("region", "Region"),
                            ("municipality", "Kommun"),
                            ("other", "Annan organisation"),
                        ],
                        max_length=16,
                        verbose_name="slag",
                    ),
                ),
                (
                    "organisation_number",
                    models.CharField(blank=True, max_length=11, verbose_name="organisationsnummer"),
                ),
                (
                    "is_member",
                    models.BooleanField(default=False, verbose_name="medlem i förbundet"),
                ),
                (
                    "no_substitute",
                    models.BooleanField(default=False, verbose_name="utser ingen ersättare"),
                ),
                ("bankgiro", models.CharField(blank=True, max_length=9, verbose_name="bankgiro")),
                ("plusgiro", models.CharField(blank=True, max_length=12, verbose_name="plusgiro")),
                (
                    "notice_board",
                    models.CharField(blank=True, max_length=120, verbose_name="anslagstavla"),
                ),
                (
                    "notice_board_url",
                    models.URLField(blank=True, verbose_name="anslagstavlans adress"),
                ),
                (
                    "notice_board_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-post för anslag"),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="parties.association",
                    ),
                ),
            ],
            options={
                "ordering": [samordna.ground.ordering.ByName("name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "name"), name="organisation_name_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_member", False),
                            ("kind__in", ("fk", "af", "region", "municipality")),
                            _connector="OR",
                        ),
                        name="organisation_can_be_member",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("chair", "Ordförande"),
                            ("vice1", "1:e vice ordförande"),
                            ("vice2", "2:e vice ordförande"),
                            ("member", "Ledamot"),
                            ("substitute", "Ersättare"),
                        ],
                        max_length=12,
                        verbose_name="uppdrag",
                    ),
                ),
                ("party", models.CharField(blank=True, max_length=10, verbose_name="parti")),
                (
                    "call_order",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ordning"),
                ),
                (
                    "eligible_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("council", "Ledamot eller ersättare i fullmäktige"),
                            ("employed", "Anställd hos myndigheten"),
                        ],
                        max_length=10,
                        verbose_name="valbar som",
                    ),
                ),
                (
                    "eligible_to",
                    models.DateField(blank=True, null=True, verbose_name="valbar till"),
                ),
                ("valid_from", models.DateField(verbose_name="från")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="till")),
                (
                    "appointed_by",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="utsett genom beslut av"
                    ),
                ),
                (
                    "appointed_on",
                    models.DateField(blank=True, null=True, verbose_name="beslutet fattat"),
                ),
                (
                    "papers_received_on",
                    models.DateField(blank=True, null=True, verbose_name="handlingen kom in"),
                ),
                (
                    "filed_on",
                    models.DateField(blank=True, null=True, verbose_name="lagt till handlingarna"),
                ),
                (
                    "filed_by",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="till handlingarna genom"
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="parties.association",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="parties.body",
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
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="mandate_period_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("director", "Förbundschef"),
                            ("registrar", "Administratör"),
                            ("case_officer", "Verksamhetsutvecklare"),
                            ("economist", "Ekonom"),
                            ("applicant", "Sökande"),
                            ("signatory", "Firmatecknare"),
                            ("auditor", "Revisor"),
                        ],
                        max_length=16,
                        verbose_name="roll",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="titel")),
                ("valid_from", models.DateField(verbose_name="från")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="till")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_assignments",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_assignments",
                        to="parties.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "person", "role", "organisation", "valid_from"),
                        name="role_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation", None)),
                        fields=("association", "person", "role", "valid_from"),
                        name="role_once_for_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="role_period_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": [samordna.ground.ordering.ByName("name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"), name="unit_name_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="titel")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_persons",
                        to="parties.organisation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contact_persons",
                        to="parties.unit",
                    ),
                ),
            ],
            options={
                "ordering": [samordna.ground.ordering.BySurname("name")],
            },
        ),
    ]
