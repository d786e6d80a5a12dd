import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("funding", "0001_initial"),
        ("funding", "0002_state_words"),
        ("funding", "0003_ways_out"),
        ("funding", "0004_case_officer_contact"),
        ("funding", "0005_clauses_are_data"),
        ("funding", "0006_remitted_as"),
        ("funding", "0007_rows_keep_their_keys"),
        ("funding", "0008_before_workbook"),
        ("funding", "0009_granted_in_part"),
        ("funding", "0010_budget_years_once_on_every_database"),
        ("funding", "0011_left_undecided"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_base"),
        ("parties", "0001_base"),
        ("register", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="nummer")),
                ("name", models.CharField(max_length=200, verbose_name="insatsens namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[("individual", "Individinsats"), ("structural", "Strukturinsats")],
                        max_length=12,
                        verbose_name="typ av insats",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("new", "Ny insats"),
                            ("extension", "Förlängning"),
                            ("supplement", "Tillägg"),
                        ],
                        max_length=12,
                        verbose_name="ny eller förlängning",
                    ),
                ),
                (
                    "extends",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="förlänger eller kompletterar"
                    ),
                ),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="startdatum")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="slutdatum")),
                (
                    "intake_end",
                    models.DateField(blank=True, null=True, verbose_name="sista dag för intag"),
                ),
                ("answers", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
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
                            ("written_off", "Avskriven"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="läge",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="ändring")),
                ("section_revisions", models.JSONField(default=dict)),
                ("unread", models.JSONField(default=dict)),
                ("budget_file_findings", models.JSONField(default=list)),
                ("before_workbook", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="avgjord")),
                (
                    "granted_in_part",
                    models.BooleanField(default=False, verbose_name="beviljad till en del"),
                ),
                (
                    "left_undecided",
                    models.BooleanField(default=False, verbose_name="lämnad utan beslut"),
                ),
                (
                    "remitted_as",
                    models.CharField(blank=True, max_length=80, verbose_name="återremitterad"),
                ),
                (
                    "extended_until",
                    models.DateField(blank=True, null=True, verbose_name="förlängd till"),
                ),
                (
                    "extension_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="skäl till förlängning"
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
                    "budget_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentversion",
                    ),
                ),
                (
                    "case_officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case_officer_contact",
                    models.ForeignObject(
                        editable=False,
                        from_fields=["association", "case_officer"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application",
                        to="register.matter",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        fields=["association", "state", "number"],
                        name="funding_app_associa_022f19_idx",
                    ),
                    models.Index(
                        fields=["association", "-changed_at", "-number"],
                        name="funding_app_associa_c990fb_idx",
                    ),
                    models.Index(
                        fields=["association", "settled_on"], name="funding_app_associa_8f27f4_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"), name="application_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_from", None),
                            ("period_to", None),
                            ("period_to__gte", models.F("period_from")),
                            _connector="OR",
                        ),
                        name="application_period_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("snapshot", models.JSONField()),
                ("frozen_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="funding.application",
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
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="application_version_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("requested", "Att rekvirera från förbundet"),
                            ("own", "Egenfinansiering"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("wage", "Lönekostnad"),
                            ("premises", "Lokalkostnad"),
                            ("other", "Övriga kostnader"),
                        ],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.PositiveIntegerField()),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="benämning")),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="tjänst i %",
                    ),
                ),
                ("date_from", models.DateField(blank=True, null=True, verbose_name="från")),
                ("date_to", models.DateField(blank=True, null=True, verbose_name="till")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="text i stället för belopp"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_lines",
                        to="funding.application",
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
            ],
            options={
                "ordering": ["side", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "key"), name="budget_line_key_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_kr", models.BigIntegerField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amounts",
                        to="funding.budgetline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "organisation"), name="line_amount_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("wage", "Lönekostnad"),
                            ("premises", "Lokalkostnad"),
                            ("other", "Övriga kostnader"),
                        ],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("amount_kr", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_years",
                        to="funding.application",
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="funding.budgetline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "line", "group", "year"), name="budget_year_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("line", None)),
                        fields=("application", "group", "year"),
                        name="budget_year_of_group_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=160, verbose_name="rubrik")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("opens_on", models.DateField(verbose_name="öppnar")),
                ("closes_on", models.DateField(verbose_name="stänger")),
                (
                    "extension_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="skäl till förlängning"
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
            ],
            options={
                "ordering": ["-opens_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"), name="call_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="call_period_in_order",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="funding.call",
            ),
        ),
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("valid_from", models.DateField(verbose_name="gäller från")),
                ("definition", models.JSONField()),
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
                        fields=("association", "name", "version"), name="form_version_unique"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="funding.formversion",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="funding.formversion",
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="ansökan")),
                ("assessment", models.TextField(blank=True, verbose_name="bedömning")),
                ("clauses", models.JSONField(default=list, verbose_name="förslag till beslut")),
                (
                    "payout_rule",
                    models.CharField(
                        choices=[
                            ("quarterly", "Rekvisition per kvartal av faktiska kostnader"),
                            (
                                "halves",
                                "Hälften när avtalet är undertecknat, resten när redovisningen godkänts",
                            ),
                            ("final", "Mot faktura när slutrapporten godkänts"),
                        ],
                        default="quarterly",
                        max_length=10,
                        verbose_name="utbetalning",
                    ),
                ),
                ("cut_reason", models.TextField(blank=True, verbose_name="skäl till lägre belopp")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Utkast"), ("ready", "Klart")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("ready_on", models.DateField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("unread", models.JSONField(default=dict)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement",
                        to="funding.application",
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
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentversion",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposedAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("amount_kr", models.BigIntegerField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amounts",
                        to="funding.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation_id", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "organisation", "year"), name="proposed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_kr__gte", 0)), name="proposed_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WantedSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="nekad")),
                (
                    "refusal_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="skäl"),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.signature",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wanted",
                        to="funding.applicationversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "organisation"), name="wanted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="funding.application",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "organisation"), name="partner_once"
                    )
                ],
            },
        ),
    ]
