"""Who moves an application on from each state, and the ways out that the office can take alone.

The states and their transitions stand in :mod:`.states`; ``docs/guide/nar-nagot-kor-fast.md`` says
the same to those who use the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.funding.rules.states import Asked, CallState, State, Writing
from samordna.kernel.standing import Standing, Way, final

_EXTEND = Way("extend_deadline", "funding:extend")
_WRITE_OFF = Way("write_off_application", "funding:write_off")
_RECALL = Way("recall_application", "funding:recall")
_GIVE_ROLE = Way("give_role", "parties:new_role")
_ASSIGN = Way("assign_case_officer", "funding:assign")
_REOPEN = Way("reopen_statement", "funding:statement")

_NOT_DISQUALIFIED = "Den som söker eller undertecknar för en part är inte jävig: den är parten."

APPLICATION_STANDING: Final[Mapping[str, Standing]] = {
    State.DRAFT: Standing(
        who="Insatsägarens sökande",
        page="funding:write",
        task="Skriv klart",
        gone="Kansliet får en rad om parten som saknar sökande, och lägger upp en ny eller "
        "avskriver utkastet.",
        late="Efter sista dagen säger Idag att kansliet kan förlänga tiden; kansliet har en egen "
        "rad för att förlänga eller avskriva.",
        refuses="Sökanden återkallar, eller kansliet avskriver.",
        disqualified=_NOT_DISQUALIFIED,
        ways=(_EXTEND, _GIVE_ROLE, _WRITE_OFF),
        waits_for="applicant",
    ),
    State.SIGNING: Standing(
        who="Firmatecknaren för var och en av parterna",
        page="funding:sign",
        task="Skriv under",
        gone="Kansliet får en rad om parten som saknar firmatecknare, och lägger upp en ny.",
        late="Efter fjorton dagar får kansliet en rad, och kan påminna eller ta tillbaka ansökan.",
        refuses="Sökanden och kansliet får en rad med skälet, och kan ta tillbaka ansökan.",
        disqualified=_NOT_DISQUALIFIED,
        ways=(_RECALL, _GIVE_ROLE, _WRITE_OFF),
        waits_for="signatory",
    ),
    State.SUBMITTED: Standing(
        who="Administratören",
        page="funding:application",
        task="Registrera",
        gone="Förbundschefen ser samma rader och registrerar.",
        late="Raden står kvar tills ansökan är registrerad.",
        refuses="Förbundschefen registrerar: en inkommen handling registreras (OSL 5 kap. 1 §).",
        disqualified="Förbundschefen registrerar.",
        ways=(Way("register_application", "funding:register"), _WRITE_OFF),
    ),
    State.REGISTERED: Standing(
        who="Handläggaren",
        page="funding:statement",
        task="Skriv tjänsteutlåtande",
        gone="Raden går till alla som handlägger, och en ny handläggare utses.",
        late="Förbundschefen utser en annan handläggare.",
        refuses="Förbundschefen utser en annan handläggare.",
        disqualified="En annan handläggare utses (FL 17 §).",
        ways=(_ASSIGN, _WRITE_OFF),
    ),
    State.PREPARED: Standing(
        who="Administratören",
        page="funding:application",
        task="Ta upp",
        gone="Förbundschefen ser samma rader och lägger upp föredragningslistan.",
        late="Raden står kvar tills ansökan står på en föredragningslista.",
        refuses="Förbundschefen lägger ansökan på föredragningslistan.",
        disqualified="Förbundschefen lägger ansökan på föredragningslistan.",
        ways=(_REOPEN, Way("schedule_application", "flows:put_on_agenda"), _WRITE_OFF),
    ),
    State.SCHEDULED: Standing(
        who="Styrelsen, vid sammanträdet",
        page="meetings:meeting",
        task="Håll",
        gone="Ersättare kallas. Är styrelsen inte beslutför flyttas eller ställs sammanträdet in, "
        "och ansökan kan tas upp vid ett annat.",
        late="Sammanträdet flyttas eller ställs in, och ansökan kan tas upp vid ett annat.",
        refuses="Styrelsen bordlägger, eller punkten tas bort före sammanträdet.",
        disqualified="Den jäviga deltar inte i paragrafen; ersättaren tjänstgör.",
        ways=(
            Way("unschedule_application", "flows:remove_item"),
            Way("cancel_meeting", "flows:cancel_meeting"),
        ),
    ),
    State.POSTPONED: Standing(
        who="Administratören",
        page="funding:application",
        task="Ta upp",
        gone="Förbundschefen ser samma rader och lägger upp föredragningslistan.",
        late="Raden står kvar tills ansökan står på en föredragningslista igen.",
        refuses="Förbundschefen lägger ansökan på föredragningslistan.",
        disqualified="Förbundschefen lägger ansökan på föredragningslistan.",
        ways=(_REOPEN, _WRITE_OFF),
    ),
    State.GRANTED: final("Styrelsen har beviljat. Det som följer står på insatsen."),
    State.REJECTED: final("Styrelsen har avslagit. En ny ansökan är ett nytt ärende."),
    State.WITHDRAWN: final("Sökanden har återkallat. En ny ansökan är ett nytt ärende."),
    State.WRITTEN_OFF: final("Kansliet har avskrivit. En ny ansökan är ett nytt ärende."),
}

SIGNATURE_STANDING: Final[Mapping[str, Standing]] = {
    Asked.WAITING: Standing(
        who="Partens firmatecknare",
        page="funding:sign",
        task="Skriv under",
        gone="Kansliet får en rad och lägger upp en ny firmatecknare.",
        late="Efter fjorton dagar får kansliet en rad.",
        refuses="Firmatecknaren nekar med skäl, och sökanden och kansliet får en rad.",
        disqualified=_NOT_DISQUALIFIED,
        ways=(_RECALL, _GIVE_ROLE),
        waits_for="signatory",
    ),
    Asked.REFUSED: Standing(
        who="Insatsägarens sökande, eller kansliet",
        page="funding:recall",
        task="Åtgärda",
        gone="Kansliet har samma rad, och en om parten som saknar sökande. Det lägger upp en ny, "
        "tar tillbaka ansökan eller avskriver den.",
        late="Kansliet tar tillbaka ansökan.",
        refuses="Kansliet tar tillbaka ansökan, eller avskriver den.",
        disqualified=_NOT_DISQUALIFIED,
        ways=(_RECALL, _GIVE_ROLE, _WRITE_OFF),
        waits_for="applicant",
    ),
    Asked.SIGNED: final("Underskriften gäller exakt de byte som skrevs under, och ändras aldrig."),
    Asked.TAKEN_BACK: final("Versionen är återtagen. Den nya versionen begär nya underskrifter."),
}

STATEMENT_STANDING: Final[Mapping[str, Standing]] = {
    Writing.DRAFT: Standing(
        who="Handläggaren",
        page="funding:statement",
        task="Skriv tjänsteutlåtande",
        gone="Raden går till alla som handlägger, och en ny handläggare utses.",
        late="Förbundschefen utser en annan handläggare.",
        refuses="Förbundschefen utser en annan handläggare.",
        disqualified="En annan handläggare utses (FL 17 §).",
        ways=(_ASSIGN,),
    ),
    Writing.READY: Standing(
        who="Administratören",
        page="funding:application",
        task="Ta upp",
        gone="Förbundschefen ser samma rader.",
        late="Raden står kvar tills ansökan står på en föredragningslista.",
        refuses="Förbundschefen lägger ansökan på föredragningslistan.",
        disqualified="Förbundschefen lägger ansökan på föredragningslistan.",
        ways=(_REOPEN,),
    ),
}

CALL_STANDING: Final[Mapping[str, Standing]] = {
    CallState.COMING: Standing(
        rests="Utlysningen öppnar av sig själv den dag som står på den.",
        ways=(Way("edit_call", "funding:edit_call"),),
    ),
    CallState.OPEN: Standing(
        rests="Utlysningen stänger av sig själv den dag som står på den.",
        ways=(Way("extend_call", "funding:extend_call"),),
    ),
    CallState.CLOSED: Standing(
        rests="Utlysningen är slut. Utkast som inte hann skickas har egna rader.",
        ways=(Way("extend_call", "funding:extend_call"),),
    ),
}
