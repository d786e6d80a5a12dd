"""The minutes as they will stand, locking them, taking them back, the notice, and extracts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samordna.documents.logos import logo_of
from samordna.documents.pdf.papers.common import Signer
from samordna.documents.pdf.render import render_pdf
from samordna.ground import clock
from samordna.kernel.findings import Finding
from samordna.meetings.forms.boards import BoardsForm
from samordna.meetings.forms.reason import ReasonForm
from samordna.meetings.models import InStead, Meeting, Minutes, MinutesSigner
from samordna.meetings.papers.kept import as_locked
from samordna.meetings.papers.minutes import DRAFT, minutes_paper
from samordna.meetings.papers.notices import extract_paper
from samordna.meetings.policies import may_keep
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries import loaders
from samordna.meetings.queries.notices import (
    board_words,
    boards_and_earlier,
    boards_of,
    earlier_of,
    late_of,
    own_words,
    standing_of,
)
from samordna.meetings.queries.remarks import waived
from samordna.meetings.rules.chair_and_adjusters import SigningRole
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.states import ADJUSTED, MEETING, RECORDING, words_for
from samordna.meetings.services.minutes import lock_minutes, recall_minutes, what_stops_locking
from samordna.meetings.services.notices import (
    post_notice,
    post_notice_again,
    record_board_days,
    take_down_notice,
)
from samordna.meetings.services.numbering import UNLOCKED
from samordna.meetings.views.acting import REFUSALS, attempt, tabs
from samordna.meetings.views.panels import ToRead, words_to_read
from samordna.meetings.views.remarks import of_the_association, to_see_over, ways_of
from samordna.parties.access import AssociationRequest, insiders
from samordna.web.forms import add_service_error
from samordna.web.links import link


@insiders
@require_safe
def minutes(request: AssociationRequest, number: int) -> HttpResponse:
    """The minutes: a draft that follows the table, then what is locked and who has signed."""
    return _minutes_page(request, number, None)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A version of the minutes that was taken back, the signatures that it has, and those that were
    refused."""

    minutes: Minutes
    signed: tuple[MinutesSigner, ...]
    refused: tuple[MinutesSigner, ...]


def _taken_back(signers: Iterable[MinutesSigner]) -> list[TakenBack]:
    """The versions that were taken back, the newest first as the signers stand."""
    earlier = [signer for signer in signers if signer.minutes.withdrawn_at is not None]
    found = []
    for minutes, group in groupby(earlier, key=lambda signer: signer.minutes):
        those = tuple(group)
        signed = tuple(s for s in those if s.signature_id is not None)
        found.append(TakenBack(minutes, signed, tuple(s for s in those if s.is_refused)))
    return found


@dataclass(frozen=True, slots=True)
class InTheStead:
    """Who is to sign in another's stead when the minutes are locked."""

    name: str
    words: str
    row: InStead

    @property
    def label(self) -> str:
        """What the button does, in words."""
        return f"Ta bort {self.name} {self.words}"


def _in_stead(proceedings: Proceedings) -> list[InTheStead]:
    found = []
    for signing in proceedings.plan.signings:
        if rows := proceedings.rows_of(signing):
            role = f"{signing.role_words[:1].lower()}{signing.role_words[1:]}"
            words = f"{role}, {written(signing.numbers)}"
            found.append(InTheStead(signing.attendee.name, words, rows[-1]))
    return found


def _words_to_read(proceedings: Proceedings) -> list[ToRead]:
    """The paragraphs whose own words nobody has read against their data."""
    at: dict[str | None, list[Finding]] = {}
    for finding in proceedings.findings:
        at.setdefault(finding.where.field, []).append(finding)
    found = (
        words_to_read(proceedings, item, at.get(written([the_treatment(item).paragraph]), []))
        for item in proceedings.treated
    )
    return [one for one in found if one is not None and one.may_confirm]


def _minutes_page(
    request: AssociationRequest, number: int, form: BoardsForm | None
) -> HttpResponse:
    """``form``: the days of the members' boards as they were typed, when they cannot be saved."""
    meeting = loaders.meeting_for_minutes(request.actor, number)
    proceedings = load_proceedings(meeting)
    named = loaders.signers_of(meeting)
    signers = [signer for signer in named if signer.minutes.withdrawn_at is None]
    locked = signers[0].minutes if signers else None
    today = clock.today()
    notice = getattr(locked, "notice", None) if locked else None
    standing = standing_of(meeting, locked, notice)
    dates = standing.days
    keeper = may_keep(request.actor, meeting)[0]
    boards, earlier = boards_and_earlier(notice) if notice else ([], {})
    if form is None and keeper and notice is not None and boards:
        form = BoardsForm(notice, boards, earlier, today)
    late = []
    if notice is not None and locked is not None and locked.adjusted_on is not None:
        late = late_of(notice, locked.adjusted_on, boards, earlier)
    waiting = [s for s in signers if s.signature_id is None]
    unsaid = [] if notice or not keeper else of_the_association(request.association)
    findings = unsaid if locked else to_see_over(proceedings) + unsaid
    context = {
        "meeting": meeting,
        "badge": words_for(
            meeting.state,
            taken_down=standing.is_down,
            must_go_up_again=standing.must_go_up_again,
            refused=sum(signer.is_refused for signer in signers),
        ),
        "tabs": tabs(request, meeting, "meetings:minutes"),
        "paper": as_locked(locked) or minutes_paper(proceedings, status="" if locked else DRAFT),
        "locked": locked,
        "signers": signers,
        "taken_back": _taken_back(named) if request.actor.is_office or keeper else [],
        "notice": notice,
        "dates": dates,
        "standing": standing,
        "own_days": own_words(notice, earlier) if notice else "",
        "board_lines": [(b.organisation.name, board_words(b, earlier)) for b in boards],
        "boards_form": form,
        "today": today,
        "findings": findings,
        "ways": ways_of(request, proceedings, findings) if keeper else {},
        "date_findings": [*dates.findings, *late],
        "waived": [w for item in proceedings.items if (w := waived(item, meeting))]
        if locked
        else [],
        "stops": not locked and bool(what_stops_locking(proceedings)),
        "words_to_read": _words_to_read(proceedings)
        if keeper and meeting.state in RECORDING
        else [],
        "in_stead": [] if locked else _in_stead(proceedings),
        "may_drop": keeper and meeting.state in RECORDING,
        "may_lock": keeper and MEETING.allows(meeting.state, "lock"),
        "may_renumber": keeper and meeting.state in UNLOCKED,
        "may_recall": keeper and MEETING.allows(meeting.state, "recall"),
        "may_replace": keeper and MEETING.allows(meeting.state, "recall"),  # a version anew
        "signs": any(s.person_id == request.actor.person_id for s in waiting),
        "may_post": keeper and MEETING.allows(meeting.state, "post"),
        "may_take_down": keeper and notice is not None and not standing.is_down,
        "down_allowed": standing.may_come_down(today),
        "may_post_again": keeper and standing.must_go_up_again,
        "adjusted_later": meeting.adjustment.later_words(locked.adjusted_on) if locked else "",
        "is_adjusted": meeting.state in ADJUSTED,
    }
    return render(request, "meetings/minutes.html", context)


@insiders
@require_POST
def lock(request: AssociationRequest, number: int) -> HttpResponse:
    """Lock the minutes and send them to those who sign."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: lock_minutes(actor=request.actor, meeting=meeting),
        link(request, "meetings:minutes", number=number),
        "Protokollet är låst och ligger hos dem som ska underteckna det.",
    )


def _not_to_recall(meeting: Meeting) -> str:
    """Why minutes cannot be taken back, and what can be done instead."""
    if meeting.state not in ADJUSTED:
        return "Protokollet är inte låst för justering, så det finns inget att ta tillbaka."
    done = "anslaget" if meeting.state == Meeting.State.POSTED else "justerat"
    return (
        f"Protokollet är {done} och kan inte tas tillbaka: alla har skrivit under det. Är något "
        "fel tar organet upp ärendet igen på nästa sammanträde, och rättelsen står i det "
        "protokollet."
    )


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: AssociationRequest, number: int) -> HttpResponse:
    """Take the minutes back to be put right, and say why."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    here = link(request, "meetings:minutes", number=number)
    named = loaders.signers_of(meeting)
    signers = [signer for signer in named if signer.minutes.withdrawn_at is None]
    if not signers or not MEETING.allows(meeting.state, "recall"):
        messages.info(request, _not_to_recall(meeting))
        return redirect(here)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recall_minutes(
                actor=request.actor,
                minutes=signers[0].minutes,
                reason=form.cleaned_data["reason"],
            )
        except REFUSALS as refusal:
            add_service_error(form, refusal)
        else:
            messages.success(request, "Protokollet är återtaget och kan ändras.")
            return redirect(here)
    signed = [signer for signer in signers if signer.signature_id is not None]
    context = {
        "meeting": meeting,
        "minutes": signers[0].minutes,
        "signed": signed,
        "waiting": [signer for signer in signers if signer.signature_id is None],
        "form": form,
    }
    return render(request, "meetings/recall.html", context)


@insiders
@require_POST
def post(request: AssociationRequest, number: int) -> HttpResponse:
    """Post the notice."""
    locked = loaders.minutes_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: post_notice(actor=request.actor, minutes=locked),
        link(request, "meetings:minutes", number=number),
        "Protokollet är anslaget på förbundets digitala anslagstavla.",
    )


@insiders
@require_POST
def boards(request: AssociationRequest, number: int) -> HttpResponse:
    """Write when the members' boards were asked, posted and took down."""
    notice = loaders.notice_for_keeping(request.actor, number)
    form = BoardsForm(notice, boards_of(notice), earlier_of(notice), clock.today(), request.POST)
    if not form.is_valid():
        return _minutes_page(request, number, form)
    here = link(request, "meetings:minutes", number=number)
    if not (days := form.days()):
        messages.info(request, "Inget var ändrat i anslagen hos medlemmarna.")
        return redirect(here)
    return attempt(
        request,
        lambda: record_board_days(actor=request.actor, notice=notice, days=days),
        here,
        "Anslagen hos medlemmarna är antecknade.",
    )


@insiders
@require_POST
def take_down(request: AssociationRequest, number: int) -> HttpResponse:
    """Take the notice down."""
    notice = loaders.notice_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: take_down_notice(actor=request.actor, notice=notice),
        link(request, "meetings:minutes", number=number),
        "Anslaget är nedtaget.",
    )


@insiders
@require_POST
def post_again(request: AssociationRequest, number: int) -> HttpResponse:
    """Post a notice again that came down though the time for appeal has not run out."""
    notice = loaders.notice_for_keeping(request.actor, number)
    return attempt(
        request,
        lambda: post_notice_again(actor=request.actor, notice=notice),
        link(request, "meetings:minutes", number=number),
        "Protokollet är anslaget igen på förbundets digitala anslagstavla.",
    )


@insiders
@require_safe
def extract(request: AssociationRequest, number: int, paragraph: int) -> HttpResponse:
    """An extract of one paragraph as PDF."""
    treatment, locked = loaders.paragraph_for_extract(request.actor, number, paragraph)
    meeting = treatment.item.meeting
    proceedings = load_proceedings(meeting)
    item = next(i for i in proceedings.items if i.pk == treatment.item_id)
    paper = extract_paper(
        proceedings,
        item,
        locked,
        certifier=_certifier(request, meeting),
        certified=clock.today(),
    )
    logo = logo_of(request.actor.association_id)
    content = render_pdf(paper, moment=clock.now(), logo=logo)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{meeting.held_on}-protokollsutdrag-paragraf-{paragraph}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _certifier(request: AssociationRequest, meeting: Meeting) -> Signer | None:
    """Whoever of the office makes the extract out, as what they signed the minutes or else with
    their title; nobody where somebody else fetches it: no one has compared it with the minutes."""
    actor = request.actor
    if not actor.is_office:
        return None
    if actor.person_id == meeting.secretary_id:
        return Signer(meeting.secretary_name, SigningRole.SECRETARY.label)
    return Signer(actor.name, actor.titles[0] if actor.titles else "")
