"""Who moves a meeting and what it holds on from each state, and the ways out that the office has.

The states and their transitions stand in :mod:`.states`; ``docs/guide/nar-nagot-kor-fast.md`` says
the same to those who use the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.kernel.standing import Standing, Way, final
from samordna.meetings.rules.states import (
    BoardState,
    EffectState,
    ItemState,
    NoticeState,
    SignerState,
    State,
    VersionState,
)

_CANCEL = Way("cancel_meeting", "flows:cancel_meeting")
_MOVE = Way("edit_meeting", "meetings:edit")
_REPLACE = Way("replace_signer", "flows:replace_signer")
_RECALL = Way("recall_minutes", "meetings:recall")
_POST = Way("post_notice", "meetings:post")
_TAKE_DOWN = Way("take_down_notice", "meetings:take_down")
_POST_AGAIN = Way("post_notice_again", "meetings:post_again")
_BOARD_DAYS = Way("record_board_days", "meetings:boards")
_BOARD_ASIDE = Way("set_board_aside", "meetings:boards")

_KEEPER_GONE = "Förbundschefen har samma rader, och vem som helst av dem tar steget."
_KEEPER_REFUSES = "Förbundschefen tar steget."
_KEEPER_BIASED = "Den som för protokollet beslutar inget. En annan kan utses till sekreterare."


def _kept(page: str, task: str, late: str, *ways: Way) -> Standing:
    """A state that the registrar or the director moves on: both have the lines."""
    return Standing(
        who="Administratören eller förbundschefen",
        page=page,
        task=task,
        gone=_KEEPER_GONE,
        late=late,
        refuses=_KEEPER_REFUSES,
        disqualified=_KEEPER_BIASED,
        ways=ways,
    )


def _signed(*ways: Way) -> Standing:
    """A state that waits for signatures on the minutes."""
    return Standing(
        who="Sekreteraren, ordföranden och justerarna",
        page="flows:sign_minutes",
        task="Justera",
        gone="Den som har lämnat sitt uppdrag justerar ändå: det är uppdraget vid sammanträdet som "
        "räknas. Den som inte kan skriva under ersätts av en annan som tjänstgjorde.",
        late="Dagen efter den sista att justera får kansliet en rad, och kan låta en annan skriva "
        "under.",
        refuses="Kansliet får en rad med skälet. Protokollet tas tillbaka och rättas, eller en "
        "annan skriver under.",
        disqualified="Den jäviga skriver inte under paragrafen; en annan justerare gör det.",
        ways=ways,
    )


MEETING_STANDING: Final[Mapping[str, Standing]] = {
    State.PLANNED: _kept(
        "meetings:meeting",
        "Skicka",
        "När dagen har passerat säger raden att sammanträdet flyttas, ställs in eller öppnas.",
        _CANCEL,
        _MOVE,
    ),
    State.SUMMONING: _kept(
        "meetings:meeting",
        "Följ",  # its letters are in the queue; where none is, the line says Skicka
        "När dagen har passerat säger raden att sammanträdet flyttas, ställs in eller öppnas.",
        Way("dispatch_summons", "meetings:dispatch"),
        _CANCEL,
        _MOVE,
    ),
    State.SUMMONED: _kept(
        "meetings:meeting",
        "Håll",
        "När dagen har passerat säger raden att sammanträdet flyttas, ställs in eller öppnas.",
        _CANCEL,
        _MOVE,
    ),
    State.IN_SESSION: _kept(
        "meetings:table",
        "Avsluta",
        "Raden står kvar tills sammanträdet är avslutat. Det som inte hanns med kommer tillbaka. "
        "Kom ingen, eller öppnades det av misstag, ställs det in: det som togs upp ångras först.",
        Way("close_meeting", "meetings:close"),
        _CANCEL,
    ),
    State.CLOSED: _kept(
        "meetings:minutes",
        "Lås",
        "Raden blir sen när justeringen ska vara klar. Det som hindrar står på protokollets sida.",
        Way("lock_minutes", "meetings:lock"),
        Way("reopen_meeting", "meetings:reopen"),
    ),
    State.SIGNING: _signed(_REPLACE, _RECALL),
    State.ADJUSTED: _kept(
        "meetings:minutes",
        "Anslå",
        "Ett sent anslag anslås ändå: annars börjar aldrig tiden för överklagande (KL 13:5).",
        _POST,
    ),
    State.POSTED: Standing(
        rests="Anslaget hänger tills tiden för överklagande är ute. Det har egna rader.",
        ways=(_TAKE_DOWN,),
    ),
    State.CANCELLED: final("Inställt. Det som stod på föredragningslistan är fritt för en annan."),
}

ITEM_STANDING: Final[Mapping[str, Standing]] = {
    ItemState.PLANNED: _kept(
        "meetings:meeting",
        "Skicka",
        "Ställs sammanträdet in, eller hinner det inte med punkten, kommer den tillbaka.",
        Way("remove_item", "flows:remove_item"),
        _CANCEL,
    ),
    ItemState.TREATED: _kept(
        "meetings:table",
        "Avsluta",
        "Protokollet kan inte låsas förrän paragrafen har en utgång: det sägs vid bordet. Togs "
        "punkten upp av misstag, eller kunde ingen ta upp den, ångras det.",
        Way("save_decision", "meetings:decide"),
        Way("untake_item", "meetings:untake"),
    ),
    ItemState.RETURNED: _kept(
        "flows:returned_item",
        "Ta upp igen",
        "Raden står kvar tills punkten står på en ny föredragningslista eller utgår.",
        Way("add_item", "flows:put_on_agenda"),
        Way("let_item_go", "flows:returned_item"),
    ),
    ItemState.PROPOSED: _kept(
        "flows:returned_item",
        "Ta upp",
        "Raden står kvar tills förslaget står på styrelsens föredragningslista eller utgår.",
        Way("add_item", "flows:put_on_agenda"),
        Way("let_item_go", "flows:returned_item"),
    ),
    ItemState.TAKEN_UP: final("Punkten står på en ny föredragningslista, som har egna rader."),
    ItemState.SETTLED: final("Organet har beslutat."),
    ItemState.LET_GO: final("Punkten kommer inte tillbaka; skälet står i journalen."),
}

MINUTES_STANDING: Final[Mapping[str, Standing]] = {
    VersionState.LOCKED: _signed(_REPLACE, _RECALL),
    VersionState.TAKEN_BACK: final("Återtagen. Underskrifterna på den står kvar som de gavs."),
    VersionState.ADJUSTED: _kept(
        "meetings:minutes",
        "Anslå",
        "Ett sent anslag anslås ändå: annars börjar aldrig tiden för överklagande (KL 13:5).",
        _POST,
    ),
    VersionState.FILED: final("Ett senare sammanträde har lagt protokollet till handlingarna."),
}

SIGNER_STANDING: Final[Mapping[str, Standing]] = {
    SignerState.WAITING: _signed(_REPLACE, _RECALL),
    SignerState.REFUSED: _kept(
        "flows:replace_signer",
        "Åtgärda",
        "Raden står kvar tills protokollet är rättat eller någon annan har skrivit under.",
        _REPLACE,
        _RECALL,
    ),
    SignerState.SIGNED: Standing(
        rests="Underskriften gäller exakt de byte som skrevs under. Upptäcks ett fel innan alla "
        "har skrivit under tar kansliet tillbaka protokollet.",
        ways=(_RECALL,),
    ),
    SignerState.REPLACED: final("Versionen är återtagen, och en annan står i den nya."),
    SignerState.NOT_WANTED: final("Versionen är återtagen; den nya har egna underskrifter."),
    SignerState.VOID: final(
        "Underskriften står kvar på den återtagna versionen; den nya skrivs under på nytt."
    ),
}

EFFECT_STANDING: Final[Mapping[str, Standing]] = {
    EffectState.AWAITED: _signed(_REPLACE, _RECALL),
    EffectState.FAILED: _kept(
        "flows:effect",
        "Verkställ",
        "Raden står kvar tills beslutet är verkställt eller avslutat för hand.",
        Way("settle_paragraph", "flows:effect"),
        Way("set_effect_aside", "flows:effect"),
    ),
    EffectState.DONE: final("Beslutet är verkställt."),
    EffectState.ASIDE: final("Beslutet är verkställt på annat sätt; hur står i journalen."),
}

NOTICE_STANDING: Final[Mapping[str, Standing]] = {
    NoticeState.HANGING: _kept(
        "meetings:minutes",
        "Ta ned",
        "Anslaget får hänga längre; taget ned för tidigt löper tiden aldrig ut (KL 8:12).",
        _TAKE_DOWN,
    ),
    NoticeState.DOWN_EARLY: _kept(
        "meetings:minutes",
        "Anslå igen",
        "Beslutet får inte laga kraft förrän det har suttit uppe igen hela tiden (KL 8:12, 13:5).",
        _POST_AGAIN,
    ),
    NoticeState.DOWN: final("Anslaget är nedtaget, och beviset står i ärendet."),
}

BOARD_STANDING: Final[Mapping[str, Standing]] = {
    BoardState.AWAITED: _kept(
        "meetings:minutes",
        "Anteckna när",
        "Raden står kvar tills medlemmen har anslagit eller inte längre väntas in (19 §).",
        _BOARD_DAYS,
        _BOARD_ASIDE,
    ),
    BoardState.UP: Standing(
        rests="Anslaget hänger hos medlemmen tills tiden för överklagande är ute.",
        ways=(_BOARD_DAYS,),
    ),
    BoardState.EARLY: _kept(
        "meetings:minutes",
        "Be",
        "Räknas tiden från medlemmarna får beslutet inte laga kraft förrän det sitter uppe igen.",
        _BOARD_DAYS,
        _BOARD_ASIDE,
    ),
    BoardState.ASIDE: final("Skälet står på sidan, i beviset och i journalen."),
    BoardState.DOWN: final("Tiden för överklagande var ute."),
}
