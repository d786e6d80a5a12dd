"""What is to be seen over before the minutes are locked and posted, and the way to each place."""

from __future__ import annotations

from samordna.kernel.findings import Finding, Severity, now_wanted
from samordna.kernel.sentences import listed
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules import codes
from samordna.meetings.rules.numbering import numbers_in, written
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

#: To how many paragraphs of a remark there are links; the first is where one begins.
MOST_LINKED = 5

#: The words of a link and its address.
Way = tuple[str, str]


def of_the_association(association: Association) -> list[Finding]:
    """What readers of the notice must know and the association has not said.

    A warning, and no hindrance: the notice is due the second day after the adjustment (KL 8:12),
    and the time for appeal does not begin before it hangs (KL 13:5). What KL 8:12 has it tell is
    where the minutes are and the day on which it was posted; where no place is given it says the
    association's office. The board also tells how one appeals (KL 8:9-13), and it does: the appeal
    is a trial of lawfulness and is handed in to the förvaltningsrätt (KL 13:4), that of the seat.
    No law has it give the court's name: the duty in FL 33 § to tell a party how to appeal is not of
    decisions that are tried so. A stop would cost what the law demands for what it does not, and
    have somebody in a hurry guess a name.
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
        number: item
        for item in proceedings.treated
        for number in proceedings.minuted.numbered([proceedings.places[item.pk]])
    }
    ways: dict[Finding, list[Way]] = {}
    for finding in findings:
        here: list[Way] = []
        about = numbers_in(finding.where.field or "", items)
        place = "id_outcome_0" if finding.code == codes.ITEM_WITHOUT_OUTCOME else "arende"
        if finding.code == codes.WORDS_UNREAD:
            # The form stands in the paragraph itself, on the same page.
            here += [(f"Läs orden i {written([number])}", f"#orden-{number}") for number in about]
        here += [
            (f"{written([number])} vid bordet", f"{table}?punkt={items[number].pk}#{place}")
            for number in about[:MOST_LINKED]
        ]
        if len(about) > 1 or finding.code == codes.SUBSTITUTE_PASSED_OVER:
            # What is said of several has to do with who was there, or with who led and adjusts.
            here.append(("Närvaro och justerare", f"{table}#narvaro"))
        if finding.code in (codes.ADJUSTMENT_DAY_MISSING, codes.ADJUSTMENT_DAY_TOO_LATE):
            here.append(("Justeringsdag", f"{table}#justeringsdag"))
        if finding.code == codes.DETAILS_UNSAID and may_change_people(request.actor)[0]:
            here.append(("Förbundets uppgifter", link(request, "parties:edit_association")))
        if here:
            ways[finding] = here
    return ways
