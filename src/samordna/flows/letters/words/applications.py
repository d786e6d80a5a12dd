"""Letters about an application, from signature to decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from samordna.flows.decided import DECIDED, appeal_sentence, decision_sentence, in_paragraph
from samordna.flows.letters.words.parts import Words, first_up, paragraphs
from samordna.flows.rest import REST_SETTLED, rest_appeal, rest_sentence
from samordna.flows.waived import no_effect, what_to_do
from samordna.funding.models import Application, Call
from samordna.funding.rules.states import State as ApplicationState
from samordna.kernel.dates import format_long
from samordna.kernel.mail import harmless
from samordna.kernel.sentences import listed
from samordna.kernel.wording.granted import Granted
from samordna.meetings.models import AgendaItem, Treatment
from samordna.meetings.papers.words import body_in_text, day_told
from samordna.meetings.proceedings.decisions import told_back, treatment_of
from samordna.meetings.proceedings.parts import rest_untold
from samordna.meetings.rules.not_handled import not_handled
from samordna.meetings.rules.outcomes import NO_REST_SENTENCE


def _named(application: Application) -> str:
    """The name that the applicants have given it, as it may stand in a letter that we send."""
    return harmless(application.name)


def _about(application: Application) -> str:
    return f"ansökan {_named(application)} från {application.owner.name}"


def signature_requested(application: Application) -> Words:
    """To those who may sign for a party."""
    return (
        f"Ansökan att skriva under: {_named(application)}",
        f"Du är firmatecknare. Läs {_about(application)} och skriv under den senast "
        f"{format_long(application.last_day)}. Den lämnas in när alla parter har skrivit under.",
    )


def signature_reminder(application: Application) -> Words:
    """To those who may sign and have not."""
    return (
        f"Påminnelse: skriv under {_named(application)}",
        f"{first_up(_about(application))} väntar på er underskrift. Den behöver vara "
        f"underskriven av alla parter senast {format_long(application.last_day)}.",
    )


def signature_refused(application: Application, organisation: str) -> Words:
    """To those who wrote it, and to the office."""
    return (
        f"{organisation} skriver inte under: {_named(application)}",
        f"{organisation} har sagt nej till att skriva under {_about(application)}. Skälet står på "
        "ansökan. Ta tillbaka den, ändra det som behövs och skicka den för underskrift igen.",
    )


def application_recalled(application: Application) -> Words:
    """To those who were asked to sign, and to those who wrote it when somebody else did it."""
    return (
        f"Tillbaka till utkast: {_named(application)}",
        f"{first_up(_about(application))} har tagits tillbaka för att ändras. Den ska inte "
        "skrivas under nu. Den nya versionen behöver alla parters underskrift.",
    )


def application_sent(application: Application) -> Words:
    """To the office, which registers it."""
    return (
        f"Ny ansökan att registrera: {_named(application)}",
        f"Alla parter har skrivit under {_about(application)}. Registrera den i diariet.",
    )


def application_received(application: Application) -> Words:
    """To those who wrote it."""
    number = application.matter.number if application.matter else ""
    return (
        f"Vi har tagit emot {_named(application)}, dnr {number}",
        f"Förbundet har registrerat {_about(application)}. Den har diarienummer {number}. Kansliet "
        "bereder den, och styrelsen beslutar.",
    )


def more_time(application: Application) -> Words:
    """To those who write it."""
    return (
        f"Längre tid: {_named(application)}",
        f"{first_up(_about(application))} kan nu lämnas in till och med "
        f"{format_long(application.last_day)}.",
    )


def call_moved(call: Call, before: date, applications: Sequence[Application]) -> Words:
    """To those who write or sign applications in a call that closes on another day than it did."""
    about = listed([_named(one) for one in applications])
    word, signed = (
        ("Ansökan", "underskriven") if len(applications) == 1 else ("Ansökningarna", "underskrivna")
    )
    title, closes = harmless(call.title), format_long(call.closes_on)
    return (
        f"Ny sista dag: {title}",
        f"Utlysningen {title} stänger den {closes} och inte den {format_long(before)}. "
        f"{word} {about} behöver lämnas in senast den dagen, {signed} av alla parter.",
    )


def written_off(application: Application) -> Words:
    """To those who wrote it."""
    return (
        f"Avskriven: {_named(application)}",
        f"Kansliet har avskrivit {_about(application)}. Den kommer inte att avgöras av styrelsen. "
        "Skälet står på ansökan.",
    )


#: What comes next, by the outcome of the paragraph; whether it can be appealed is told apart.
_NEXT = {
    Treatment.Outcome.APPROVED: "Vilka villkor som gäller och hur medlen betalas ut står i "
    "protokollsutdraget. Beslutet får laga kraft när tiden för överklagande har gått ut, om ingen "
    "överklagar.",
    Treatment.Outcome.AMENDED: "Vilka villkor som gäller och hur medlen betalas ut står i "
    "protokollsutdraget. Beslutet får laga kraft när tiden för överklagande har gått ut, om ingen "
    "överklagar.",
    Treatment.Outcome.REJECTED: "Beslutet står i protokollsutdraget. Vill ni söka igen lämnar ni "
    "en ny ansökan i en öppen utlysning.",
    Treatment.Outcome.POSTPONED: "Styrelsen tar upp ansökan igen vid ett senare sammanträde.",
    Treatment.Outcome.UNDECIDED: "Styrelsen tar upp ansökan igen vid ett senare sammanträde.",
    Treatment.Outcome.REMITTED: "Kansliet bereder ansökan vidare, och sedan tar styrelsen upp den "
    "igen.",
}
_BY_STATE = {
    ApplicationState.GRANTED: Treatment.Outcome.APPROVED,
    ApplicationState.REJECTED: Treatment.Outcome.REJECTED,
    ApplicationState.POSTPONED: Treatment.Outcome.POSTPONED,
}


def decision(
    application: Application,
    treatment: Treatment | None,
    today: date,
    counts_from: str = "",
    granted: Granted | None = None,
    mine: Collection[str] = (),
) -> Words:
    """To the parties, when the minutes have been adjusted, and before the notice is posted: nobody
    knows the last day of appeal yet. ``granted`` is told in all and by year, and what each party
    gets of it, or those of ``mine`` alone."""
    outcome = _BY_STATE[ApplicationState(application.state)]
    day = number = None
    part = rest = back = reason = ""
    if treatment is not None:
        back, reason = _back(treatment), treatment.back_because
        day, number = treatment.item.meeting.held_on, treatment.paragraph
        if outcome == Treatment.Outcome.APPROVED:
            part = treatment.in_part
            rest = rest_sentence(treatment.rest, "", None, None, back)
            if rest_untold(treatment):
                rest = NO_REST_SENTENCE
        if outcome != Treatment.Outcome.REJECTED and treatment.outcome in DECIDED:
            outcome = Treatment.Outcome(treatment.outcome)
    granted_kr = granted.kr if granted else None
    about = _about(application)
    said = decision_sentence(outcome, day, number, part, about, back, granted_kr=granted_kr)
    sums = [granted.of_years(), *granted.of_parties(mine)] if granted else []
    court = application.association.court_in_text
    return (
        f"Beslut om {_named(application)}",
        paragraphs(
            " ".join(filter(None, [said, *sums, rest])),
            f"Protokollet är justerat. {_NEXT[outcome]}",
            appeal_sentence(outcome, court, None, today, reason=reason, counts_from=counts_from),
        ),
    )


def _back(treatment: Treatment) -> str:
    """Why and by when it comes up again, as it may stand in a letter that we send."""
    return told_back(harmless(treatment.back_because), treatment.back_by)


def _rest_later(treatment: Treatment) -> str:
    day, number = treatment.item.meeting.held_on, treatment.paragraph
    return rest_sentence("", treatment.outcome, day, number, _back(treatment))


def rest_decision(
    application: Application, treatment: Treatment, today: date, counts_from: str = ""
) -> Words:
    """To the owner: what later minutes have said of what a grant left out."""
    day, number = treatment.item.meeting.held_on, treatment.paragraph
    court, which = application.association.court_in_text, in_paragraph(day, number)
    again = _NEXT[Treatment.Outcome.REJECTED] if treatment.outcome in REST_SETTLED else ""
    return (
        f"Beslut om det som inte beviljades: {_named(application)}",
        paragraphs(
            f"Styrelsen har tagit upp det som inte beviljades av {_about(application)}. "
            + " ".join(filter(None, [_rest_later(treatment), "Protokollet är justerat.", again])),
            rest_appeal(treatment.outcome, court, None, today, which, counts_from),
        ),
    )


def tabled_again(application: Application, treatment: Treatment) -> Words:
    """To the case officer, of what a grant left out and the board has tabled or sent back since."""
    return (
        f"Det som inte beviljades: {_named(application)}",
        f"Det gäller {_about(application)}. {_rest_later(treatment)} "
        "Punkten erbjuds när nästa sammanträde planeras.",
    )


def case_officer_assigned(application: Application) -> Words:
    """To the case officer."""
    number = f", dnr {application.matter.number}" if application.matter else ""
    return (
        f"Du är handläggare: {_named(application)}",
        f"Du är utsedd till handläggare för {_about(application)}{number}. Skriv "
        "tjänsteutlåtandet, så kan ansökan tas upp av styrelsen.",
    )


def _granted(application: Application, treatment: Treatment) -> str:
    day, part = treatment.item.meeting.held_on, treatment.in_part
    about = _about(application)
    return decision_sentence(treatment.outcome, day, treatment.paragraph, part, about)


def rest_comes_back(application: Application, treatment: Treatment) -> Words:
    """To the case officer, of what a grant left out and the board has not settled."""
    return (
        f"Det som inte beviljades: {_named(application)}",
        f"{_granted(application, treatment)} "
        f"{rest_sentence(treatment.rest, '', None, None, _back(treatment))} "
        "Punkten erbjuds när nästa sammanträde planeras.",
    )


def application_remitted(application: Application, treatment: Treatment | None) -> Words:
    """To the case officer."""
    back = _back(treatment) if treatment is not None else ""
    return (
        f"Återremitterad: {_named(application)}",
        f"Styrelsen har återremitterat {_about(application)}.{back} Tjänsteutlåtandet är öppet "
        "igen. Vad styrelsen vill ha berett står i protokollet.",
    )


def application_tabled(application: Application, treatment: Treatment) -> Words:
    """To the case officer, where the board has said why, or by when it is to come up again."""
    day, number = treatment.item.meeting.held_on, treatment.paragraph
    about, back = _about(application), _back(treatment)
    return (
        f"Bordlagd: {_named(application)}",
        f"{decision_sentence(treatment.outcome, day, number, '', about, back)} Ansökan erbjuds när "
        "nästa sammanträde planeras.",
    )


def application_waived(
    application: Application, treatment: Treatment, *, minutes: bool = False
) -> Words:
    """To the same as :func:`application_withdrawn`, and the office, where the board had decided it,
    tabled it or sent it back, and the minutes are not adjusted: they tell the outcome.
    ``minutes``: to those who keep them and lead the meeting."""
    day, state = application.settled_on, application.state
    stands = "Paragrafen står kvar i protokollet som den är. " if minutes else ""
    return (
        f"Återkallad: {_named(application)}",
        f"{first_up(_about(application))} är återkallad av insatsägaren. Styrelsen hade tagit upp "
        f"den vid sammanträdet den {format_long(treatment.item.meeting.held_on)}. "
        f"{no_effect(treatment.paragraph, state, day)} {stands}Inga medel betalas ut med stöd av "
        "det, och styrelsen tar inte upp ansökan igen.",
    )


def application_ended_at(
    application: Application, treatment: Treatment, *, after: bool = False
) -> Words:
    """To who applied: a paragraph of adjusted minutes that decides nothing, of an application that
    had been taken back or written off before it was decided, or was so ``after`` the meeting."""
    ended = "avskriven" if application.state == ApplicationState.WRITTEN_OFF else "återkallad"
    held_on = treatment.item.meeting.held_on
    day = format_long(held_on)
    if treatment.not_handled:
        what = not_handled("Styrelsen", held_on, treatment.paragraph, _about(application))
        return (
            f"Avslutad: {_named(application)}",
            f"{what}. Ansökan är {ended}. Protokollet är justerat, och ansökan tas inte upp igen.",
        )
    why = f", eftersom ansökan var {ended}."
    if after:
        why = f". Ansökan är {ended} efter sammanträdet."
    return (
        f"Avslutad: {_named(application)}",
        f"{first_up(_about(application))} stod på styrelsens föredragningslista den {day}. "
        f"Styrelsen fattade inget beslut, § {treatment.paragraph}{why} "
        "Protokollet är justerat, och ansökan tas inte upp igen.",
    )


def application_withdrawn(
    application: Application,
    item: AgendaItem | None = None,
    *,
    acts: bool = True,
) -> Words:
    """To the case officer, and to those who have been asked to sign; with its ``item`` at
    a meeting that has been called, to those who make the agenda and lead it. ``acts``: the reader
    may change the agenda, and is told what to do."""
    agenda = ""
    if item is not None:
        meeting, todo = item.meeting, what_to_do(item.meeting, treatment_of(item))
        agenda = (
            f"Den står som punkt {item.position} på föredragningslistan till "
            f"{body_in_text(meeting)} den {day_told(meeting).removesuffix(',')}. "
            + (f"{todo}." if acts else "Kansliet ser till det.")
        )
    return (
        f"Återkallad: {_named(application)}",
        paragraphs(
            f"{first_up(_about(application))} är återkallad av insatsägaren och avgörs inte av "
            "styrelsen.",
            agenda,
        ),
    )
