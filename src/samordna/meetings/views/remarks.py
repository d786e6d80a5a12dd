"""What is to be seen over before the minutes are locked and posted, and the way to each place."""

from __future__ import annotations

from samordna.kernel.findings import Finding, Severity, now_wanted
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.numbering import listed, written
from samordna.parties.access import AssociationRequest
from samordna.parties.models import Association
from samordna.parties.policies import may_change_people
from samordna.web.links import link

#: What the notice and the page of appeals say of the association, and what each is called.
TOLD = {
    "administrative_court": "förvaltningsrätt",
    "postal_address": "postadress",
    "minutes_kept_at": "var protokollen förvaras",
}

#: The words of a link and its address.
Way = tuple[str, str]


def of_the_association(association: Association) -> list[Finding]:
    """What readers of the notice must know and the association has not said.

    KL 8:12 wants to know where the minutes are; that and the court stand in the notice in general
    words where nobody has given their names. So it is a warning: the notice is due within two days.
    """
    lacking = [words for name, words in TOLD.items() if not getattr(association, name)]
    if not lacking:
        return []
    message = (
        f"Förbundets uppgifter saknar {listed(lacking)}. "
        "De som läser anslaget får då inte veta det."
    )
    return [Finding(codes.DETAILS_UNSAID, Severity.WARNING, message)]


def to_see_over(proceedings: Proceedings) -> list[Finding]:
    """What stands in the way. What is not written yet is no fault before the meeting is closed."""
    is_over = proceedings.meeting.state == Meeting.State.CLOSED
    return now_wanted(proceedings.findings) if is_over else proceedings.findings


def ways_of(
    request: AssociationRequest, proceedings: Proceedings, findings: list[Finding]
) -> dict[Finding, list[Way]]:
    """Where each finding is put right, for those who keep the meeting."""
    number = proceedings.meeting.number
    table = link(request, "meetings:table", number=number)
    items = {
        written(proceedings.minuted.numbered([proceedings.places[item.pk]])): item
        for item in proceedings.treated
    }
    ways: dict[Finding, list[Way]] = {}
    for finding in findings:
        here: list[Way] = []
        mark = finding.where.field or ""
        if mark and (item := items.get(mark)) is not None:
            here.append((f"{mark} vid bordet", f"{table}?punkt={item.pk}#arende"))
        if finding.code == codes.ADJUSTMENT_DAY_MISSING:
            edit = link(request, "meetings:edit", number=number)
            here.append(("Sammanträdets uppgifter", edit))
        if finding.code == codes.DETAILS_UNSAID and may_change_people(request.actor)[0]:
            here.append(("Förbundets uppgifter", link(request, "parties:edit_association")))
        if here:
            ways[finding] = here
    return ways
