import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samordna.ground.ordering


class Migration(migrations.Migration):
    # What led here before the first release; a database that has all of it has this.
    replaces = [
        ("meetings", "0001_initial"),
        ("meetings", "0002_subject"),
        ("meetings", "0003_applications_are_subjects"),
        ("meetings", "0004_subject_instead_of_application"),
        ("meetings", "0005_votes_say_what_they_are_about"),
        ("meetings", "0006_secretary_contact"),
        ("meetings", "0007_ways_out"),
        ("meetings", "0008_summoned_by"),
        ("meetings", "0009_clauses_are_data"),
        ("meetings", "0010_words_as_locked"),
        ("meetings", "0011_empty_seats"),
        ("meetings", "0012_decided_period"),
        ("meetings", "0013_member_boards"),
        ("meetings", "0014_standard_items"),
        ("meetings", "0015_proposals"),
        ("meetings", "0016_back_by"),
        ("meetings", "0017_posted_again"),
        ("meetings", "0018_rest"),
        ("meetings", "0019_stand_ins_are_facts"),
        ("meetings", "0020_secretary_stand_in"),
        ("meetings", "0021_summons_for"),
        ("meetings", "0022_laid_by"),
        ("meetings", "0023_proposed_in"),
        ("meetings", "0024_aside_on"),
        ("meetings", "0025_filed_says_so"),
        ("meetings", "0026_left"),
        ("meetings", "0027_sought"),
        ("meetings", "0028_adjusters_once_on_every_database"),
        ("meetings", "0029_stands_of_the_application"),
        ("meetings", "0030_decided_adjustment_day"),
        ("meetings", "0031_swedish_order"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_base"),
        ("parties", "0001_base"),
        ("register", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="nr")),
                ("heading", models.CharField(max_length=250, verbose_name="ärenderubrik")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("formal", "Formalia"),
                            ("decision", "Beslut"),
                            ("information", "Information"),
                            ("election", "Val"),
                        ],
                        default="decision",
                        max_length=12,
                        verbose_name="slag",
                    ),
                ),
                (
                    "presenter",
                    models.CharField(blank=True, max_length=120, verbose_name="föredragande"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=250, verbose_name="övriga uppgifter"),
                ),
                ("background", models.TextField(blank=True, verbose_name="ärendet")),
                ("proposal", models.JSONField(default=list, verbose_name="förslag till beslut")),
                ("subject_kind", models.CharField(blank=True, max_length=24)),
                ("subject_id", models.BigIntegerField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("subject_changed_at", models.DateTimeField(blank=True, null=True)),
                ("is_standard", models.BooleanField(default=False, verbose_name="ur mallen")),
                ("let_go_on", models.DateField(blank=True, null=True, verbose_name="utgår")),
                (
                    "let_go_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="skäl"),
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="register.matter",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id"], name="agenda_by_subject")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject_id", None), ("subject_kind", "")),
                            models.Q(
                                models.Q(("subject_kind", ""), _negated=True),
                                ("subject_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="subject_whole_or_none",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                (
                    "organisation_name",
                    models.CharField(blank=True, max_length=120, verbose_name="organisation"),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("member", "Ledamot"),
                            ("substitute", "Ersättare"),
                            ("other", "Övrig"),
                        ],
                        max_length=10,
                        verbose_name="egenskap",
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=80, verbose_name="uppdrag eller titel"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("empty_seat", models.BooleanField(default=False)),
                ("present", models.BooleanField(default=False, verbose_name="närvarande")),
                ("by_distance", models.BooleanField(default=False, verbose_name="på distans")),
                (
                    "stand_in_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="skäl"),
                ),
                (
                    "stand_in_decided_by",
                    models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
                ),
                (
                    "stand_in_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="beslutat"),
                ),
                (
                    "adjusted_for_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjusts_for",
                        to="meetings.attendee",
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
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.mandate",
                    ),
                ),
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
                (
                    "seat_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "serves_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served_by",
                        to="meetings.attendee",
                    ),
                ),
                (
                    "signed_for_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs_for",
                        to="meetings.attendee",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("left", "Lämnade sammanträdet"),
                            ("arrived_late", "Kom senare"),
                            ("away", "Frånvarande"),
                            ("disqualified", "Jäv"),
                            ("abstains", "Avstår"),
                        ],
                        max_length=14,
                        verbose_name="skäl",
                    ),
                ),
                ("at", models.TimeField(blank=True, null=True, verbose_name="klockslag")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "from_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "to_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="meetings.attendee",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("held_on", models.DateField(verbose_name="dag")),
                ("starts_at", models.TimeField(verbose_name="börjar")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="slutar")),
                ("place", models.CharField(max_length=200, verbose_name="plats")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("physical", "På plats"),
                            ("digital", "På distans"),
                            ("mixed", "På plats och på distans"),
                        ],
                        default="physical",
                        max_length=10,
                        verbose_name="form",
                    ),
                ),
                (
                    "hindrance_contact",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="anmäl förhinder till"
                    ),
                ),
                (
                    "proposed_adjustment_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="föreslagen justeringsdag"
                    ),
                ),
                (
                    "decided_adjustment_on",
                    models.DateField(blank=True, null=True, verbose_name="justeras senast"),
                ),
                (
                    "adjusted_at_once",
                    models.BooleanField(default=False, verbose_name="justeras omedelbart"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planeras"),
                            ("summoning", "Kallelsen skickas"),
                            ("summoned", "Kallat"),
                            ("in_session", "Pågår"),
                            ("closed", "Avslutat"),
                            ("signing", "För justering"),
                            ("adjusted", "Justerat"),
                            ("posted", "Anslaget"),
                            ("cancelled", "Inställt"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                (
                    "stand_in_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="skäl"),
                ),
                (
                    "stand_in_decided_by",
                    models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
                ),
                (
                    "stand_in_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="beslutat"),
                ),
                (
                    "summons_for",
                    models.DateField(blank=True, null=True, verbose_name="kallad till"),
                ),
                ("summoned_on", models.DateField(blank=True, null=True, verbose_name="kallat")),
                (
                    "summoned_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letters", "Med e-post från Samordna"),
                            ("mail", "Med e-post från ett annat program"),
                            ("post", "Med posten"),
                            ("hand", "Lämnad för hand"),
                        ],
                        max_length=8,
                        verbose_name="kallat genom",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="öppnat")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="avslutat")),
                ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="inställt")),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="skäl"),
                ),
                ("agenda_changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="parties.body",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.matter",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "secretary_contact",
                    models.ForeignObject(
                        editable=False,
                        from_fields=["association", "secretary"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
                (
                    "secretary_signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "secretary_stand_in",
                    models.ForeignObject(
                        editable=False,
                        from_fields=["association", "secretary_signed_by"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
                (
                    "summons",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-starts_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"), name="meeting_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adjusted_at_once", False),
                            ("decided_adjustment_on", None),
                            _connector="OR",
                        ),
                        name="adjusted_at_once_or_by_a_day",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="attendee",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendees",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="meetings.meeting",
            ),
        ),
        migrations.CreateModel(
            name="Adjuster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjusts",
                        to="meetings.attendee",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjusters",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "attendee", "item"), name="adjuster_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item", None)),
                        fields=("meeting", "attendee"),
                        name="adjuster_of_all_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("first_paragraph", models.PositiveIntegerField()),
                ("last_paragraph", models.PositiveIntegerField()),
                ("locked_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="skäl"),
                ),
                ("adjusted_on", models.DateField(blank=True, null=True, verbose_name="justerat")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentversion",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="meetings.meeting",
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
                        fields=("meeting", "number"), name="minutes_version_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("meeting",),
                        name="one_valid_minutes_a_meeting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSigner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("organisation_name", models.CharField(blank=True, max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretary", "Sekreterare"),
                            ("chair", "Ordförande"),
                            ("adjuster", "Justerare"),
                            ("for_secr", "I sekreterarens ställe"),
                            ("for_chair", "I ordförandens ställe"),
                            ("for_adjust", "I justerarens ställe"),
                        ],
                        max_length=10,
                    ),
                ),
                ("paragraphs", models.CharField(max_length=200)),
                (
                    "instead_of",
                    models.CharField(blank=True, max_length=120, verbose_name="i stället för"),
                ),
                (
                    "stand_in_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="skäl till ersättaren"
                    ),
                ),
                (
                    "stand_in_decided_by",
                    models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
                ),
                (
                    "stand_in_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="beslutat"),
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
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signers",
                        to="meetings.minutes",
                    ),
                ),
                (
                    "person",
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
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_on", models.DateField(verbose_name="anslagsdatum")),
                (
                    "counts_from",
                    models.CharField(
                        choices=[
                            ("own", "den dag då förbundets egen anslagstavla har justeringen"),
                            (
                                "last_member",
                                "den dag då den sista medlemmens anslagstavla har justeringen",
                            ),
                            (
                                "no_boards",
                                "den dag då förbundets egen anslagstavla har justeringen: ingen medlems anslagstavla är inlagd",
                            ),
                            (
                                "none_posts",
                                "den dag då förbundets egen anslagstavla har justeringen: ingen medlem anslår",
                            ),
                            (
                                "last_awaited",
                                "den dag då den sista medlemmen anslog justeringen eller inte längre väntades in",
                            ),
                        ],
                        default="own",
                        max_length=12,
                        verbose_name="tiden räknas från",
                    ),
                ),
                (
                    "counted_from",
                    models.DateField(blank=True, null=True, verbose_name="räknas från dagen"),
                ),
                ("waits_for", models.TextField(blank=True, verbose_name="har inte anslagit")),
                (
                    "taken_early",
                    models.TextField(blank=True, verbose_name="har tagit ned för tidigt"),
                ),
                (
                    "appeal_last_day",
                    models.DateField(
                        blank=True, null=True, verbose_name="sista dag för överklagande"
                    ),
                ),
                (
                    "take_down_earliest",
                    models.DateField(blank=True, null=True, verbose_name="tas ned tidigast"),
                ),
                ("taken_down_on", models.DateField(blank=True, null=True, verbose_name="nedtaget")),
                (
                    "posted_again_on",
                    models.DateField(blank=True, null=True, verbose_name="anslaget igen"),
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
                    "minutes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="meetings.minutes",
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
                    "posted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-posted_on"],
            },
        ),
        migrations.CreateModel(
            name="EarlierPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_on", models.DateField(verbose_name="anslaget")),
                ("taken_down_on", models.DateField(verbose_name="nedtaget")),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="meetings.notice",
                    ),
                ),
            ],
            options={
                "ordering": ["posted_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="BoardPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="ombedd")),
                ("posted_on", models.DateField(blank=True, null=True, verbose_name="anslaget")),
                ("taken_down_on", models.DateField(blank=True, null=True, verbose_name="nedtaget")),
                (
                    "aside",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_posting", "anslår inte"),
                            ("otherwise", "kungjort på annat sätt"),
                        ],
                        max_length=12,
                        verbose_name="räknas inte",
                    ),
                ),
                ("aside_reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                (
                    "aside_on",
                    models.DateField(blank=True, null=True, verbose_name="väntas inte in från"),
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
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="meetings.notice",
                    ),
                ),
            ],
            options={
                "ordering": [samordna.ground.ordering.ByName("organisation__name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "organisation"), name="board_posting_once_a_notice"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paragraph", models.PositiveIntegerField(verbose_name="paragraf")),
                ("paragraph_period", models.CharField(max_length=20)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Enligt förslaget"),
                            ("amended", "Med ändring"),
                            ("rejected", "Avslag"),
                            ("postponed", "Bordläggning"),
                            ("remitted", "Återremiss"),
                            ("noted", "Till handlingarna"),
                            ("undecided", "Inget beslut"),
                        ],
                        max_length=10,
                        verbose_name="utgång",
                    ),
                ),
                ("background", models.TextField(blank=True, verbose_name="ärendet")),
                ("claims", models.TextField(blank=True, verbose_name="yrkanden")),
                ("blocks", models.JSONField(default=list, verbose_name="beslut")),
                ("minuted", models.JSONField(blank=True, default=list)),
                (
                    "proposes",
                    models.JSONField(blank=True, default=list, verbose_name="föreslår styrelsen"),
                ),
                (
                    "payout_rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("quarterly", "Rekvisition per kvartal av faktiska kostnader"),
                            (
                                "halves",
                                "Hälften när avtalet är undertecknat, resten när redovisningen godkänts",
                            ),
                            ("final", "Mot faktura när slutrapporten godkänts"),
                        ],
                        max_length=10,
                        verbose_name="utbetalning",
                    ),
                ),
                (
                    "period_from",
                    models.DateField(blank=True, null=True, verbose_name="från och med"),
                ),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="till och med")),
                (
                    "rest",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rejected", "Avslås"),
                            ("postponed", "Bordläggs"),
                            ("remitted", "Återremitteras till kansliet"),
                        ],
                        max_length=10,
                        verbose_name="det som inte beviljas",
                    ),
                ),
                ("left", models.JSONField(blank=True, null=True)),
                ("sought_kr", models.BigIntegerField(blank=True, null=True)),
                ("back_because", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                (
                    "back_by",
                    models.DateField(blank=True, null=True, verbose_name="tas upp igen senast"),
                ),
                ("laid_by", models.JSONField(blank=True, default=dict)),
                ("election", models.JSONField(blank=True, default=dict, verbose_name="val")),
                (
                    "vote_question",
                    models.CharField(blank=True, max_length=250, verbose_name="voteringsfråga"),
                ),
                (
                    "vote_yes",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "bifall till förslaget"),
                            ("amended", "bifall till ändringsyrkandet"),
                            ("rejected", "avslag"),
                            ("granted", "bifall till ansökan"),
                            ("refused", "avslag på ansökan"),
                            ("postponed", "bordläggning"),
                            ("remitted", "återremiss"),
                            ("today", "att ärendet avgörs i dag"),
                        ],
                        default="approved",
                        max_length=10,
                        verbose_name="ja står för",
                    ),
                ),
                (
                    "vote_no",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "bifall till förslaget"),
                            ("amended", "bifall till ändringsyrkandet"),
                            ("rejected", "avslag"),
                            ("granted", "bifall till ansökan"),
                            ("refused", "avslag på ansökan"),
                            ("postponed", "bordläggning"),
                            ("remitted", "återremiss"),
                            ("today", "att ärendet avgörs i dag"),
                        ],
                        default="rejected",
                        max_length=10,
                        verbose_name="nej står för",
                    ),
                ),
                (
                    "vote_order",
                    models.JSONField(blank=True, default=list, verbose_name="propositionsordning"),
                ),
                ("votes", models.JSONField(blank=True, default=dict, verbose_name="röster")),
                ("reservations", models.TextField(blank=True, verbose_name="reservationer")),
                (
                    "informed",
                    models.CharField(blank=True, max_length=250, verbose_name="expedieras till"),
                ),
                ("treated_at", models.DateTimeField()),
                (
                    "not_in_effect",
                    models.CharField(blank=True, max_length=300, verbose_name="inte verkställt"),
                ),
                (
                    "set_aside_on",
                    models.DateField(blank=True, null=True, verbose_name="avslutat för hand"),
                ),
                (
                    "set_aside_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="skäl"),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.body",
                    ),
                ),
                (
                    "chaired_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.attendee",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="treatment",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["paragraph"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "paragraph_period", "paragraph"), name="paragraph_unique"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="minutes",
            name="filed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.treatment",
            ),
        ),
        migrations.CreateModel(
            name="DecidedAmount",
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
                    "treatment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amounts",
                        to="meetings.treatment",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation_id", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("treatment", "organisation", "year"), name="decided_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_kr__gte", 0)), name="decided_not_negative"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="proposed_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.treatment",
            ),
        ),
        migrations.CreateModel(
            name="AgendaAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "left_out",
                    models.BooleanField(db_default=False, default=False, verbose_name="egen fil"),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.documentversion",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "position"), name="attachment_number_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="attendee",
            constraint=models.UniqueConstraint(
                fields=("meeting", "mandate"), name="mandate_once_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "position"), name="agenda_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject_id__isnull", False)),
                fields=("meeting", "subject_kind", "subject_id"),
                name="subject_once_a_meeting",
            ),
        ),
    ]
