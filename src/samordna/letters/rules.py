"""What letters there are, how far one has come, and when it is tried again."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import nonmember
from typing import Final

from samordna.kernel.choices import Choice


class State(Choice):
    """How far a letter has come."""

    WAITING = "waiting", "Väntar"
    SENT = "sent", "Skickat"
    BOUNCED = "bounced", "Studsade"
    FAILED = "failed", "Gick inte fram"
    STOPPED = "stopped", "Skickas inte"
    GATHERED = "gathered", "I ett samlat brev"
    HANDED = "handed", "Lämnat på annat sätt"


#: What the office must look at: somebody has not got what was meant for them.
UNDELIVERED = frozenset({State.BOUNCED, State.FAILED})
#: What can be sent again. A letter that waits is on its way, and one in a digest goes with it.
SENDABLE = frozenset({State.SENT, State.BOUNCED, State.FAILED, State.STOPPED, State.HANDED})
#: What has reached its reader, one way or another.
REACHED = frozenset({State.SENT, State.GATHERED, State.HANDED})
#: What somebody may say has been handed over some other way.
NOT_REACHED = frozenset({State.WAITING, State.BOUNCED, State.FAILED, State.STOPPED})


#: How letters of a state are counted: one of them, and several.
COUNTED_AS: Final = {
    State.BOUNCED: ("studsade", "studsade"),
    State.FAILED: ("gick inte fram", "gick inte fram"),
    State.WAITING: ("väntar", "väntar"),
    State.SENT: ("skickat", "skickade"),
    State.GATHERED: ("i ett samlat brev", "i samlade brev"),
    State.HANDED: ("lämnat på annat sätt", "lämnade på annat sätt"),
    State.STOPPED: ("skickas inte", "skickas inte"),
}


#: Why a letter that was written where there was no mail server is not sent: it waits for one.
NO_SERVER = "Ingen e-postserver är inställd. Lämna beskedet på annat sätt."
#: A letter that has waited for longer than this tells that no post goes.
LATE_AFTER = timedelta(hours=1)


class Kind(Choice):
    """What a letter is about."""

    INVITATION = "invitation", "Inbjudan"
    INVITATION_PRINTED = "invitation_printed", "Inbjudan på papper"
    OPENED_ON_PAPER = "opened_on_paper", "Konto öppnat på papper"
    ADDRESS_CHANGED = "address_changed", "Adress att logga in med ändrad, till den gamla"
    ADDRESS_CHANGED_BY = "address_changed_by", "Adress att logga in med ändrad, till chefen"
    DETAILS_CHANGED = "details_changed", "Namn eller adress ändrad"
    LETTERS_MOVED = "letters_moved", "Adress för brev ändrad, till den gamla"
    ADDED = "added", "Ny roll eller nytt uppdrag"
    SIGNATURE_REQUESTED = "signature_requested", "Ansökan att skriva under"
    SIGNATURE_REMINDER = "signature_reminder", "Påminnelse om underskrift"
    APPLICATION_RECALLED = "application_recalled", "Ansökan återtagen"
    APPLICATION_SENT = "application_sent", "Ansökan har kommit in"
    APPLICATION_RECEIVED = "application_received", "Ansökan mottagen"
    SUMMONS = "summons", "Kallelse"
    SUMMONS_CHANGED = "summons_changed", "Ny kallelse"
    MEETING_CANCELLED = "meeting_cancelled", "Sammanträdet inställt"
    SIGNATURE_REFUSED = "signature_refused", "Underskrift nekad"
    MORE_TIME = "more_time", "Längre tid för ansökan"
    CALL_MOVED = "call_moved", "Utlysningens sista dag ändrad"
    WRITTEN_OFF = "written_off", "Ansökan avskriven"
    MINUTES_TO_SIGN = "minutes_to_sign", "Protokoll att justera"
    ADJUSTMENT_REMINDER = "adjustment_reminder", "Påminnelse om justering"
    MINUTES_RECALLED = "minutes_recalled", "Protokoll återtaget"
    MINUTES_REFUSED = "minutes_refused", "Underskrift på protokoll nekad"
    MINUTES_ADJUSTED = "minutes_adjusted", "Protokollet justerat"
    NOTICE_TO_POST = "notice_to_post", "Anslag att sätta upp"
    DECISION = "decision", "Beslut med utdrag"
    ASSIGNED = "assigned", "Utsedd till handläggare"
    REMITTED = "remitted", "Ansökan tas upp igen"
    WITHDRAWN = "withdrawn", "Ansökan återkallad"
    DIGEST = "digest", "Samlat brev"

    #: What the law or the person's task needs: always sent, and at once.
    required = nonmember(
        frozenset(
            {
                "invitation",
                "invitation_printed",
                "opened_on_paper",
                "address_changed",
                "address_changed_by",
                "details_changed",
                "letters_moved",
                "signature_requested",
                "call_moved",
                "summons",
                "summons_changed",
                "meeting_cancelled",
                "written_off",
                "minutes_to_sign",
                "minutes_recalled",
                "notice_to_post",
                "decision",
                "digest",
            }
        )
    )

    @property
    def is_required(self) -> bool:
        """Whether nobody can choose it away, or to have it later."""
        return self.value in type(self).required


#: What calls somebody to a day: nobody is called to one that has passed.
TO_A_DAY = frozenset({Kind.SUMMONS, Kind.SUMMONS_CHANGED})


#: What goes to the address that the account signs in with, which no office has chosen for letters.
TO_THE_ACCOUNT = frozenset(
    {
        Kind.INVITATION,
        Kind.INVITATION_PRINTED,
        Kind.OPENED_ON_PAPER,
        Kind.ADDRESS_CHANGED_BY,
        Kind.DETAILS_CHANGED,
    }
)
#: What stays with the address that it was written to: it tells that somebody has put another there.
TO_THE_OLD_ADDRESS = frozenset({Kind.ADDRESS_CHANGED, Kind.LETTERS_MOVED})
#: What tells somebody of what an office has done with an account or its letters. Whoever did it
#: cannot say that it has been told.
ALARMS = (TO_THE_ACCOUNT | TO_THE_OLD_ADDRESS) - {Kind.INVITATION}


class AccountKind(Choice):
    """What a letter about an account is about. Always sent, and at once."""

    FORGOTTEN = "forgotten", "Länk till att välja lösenord"
    NEW_ADDRESS = "new_address", "Byte av adress att logga in med, till den nya"
    TOLD = "told", "Något har hänt med kontot"


#: Where the link stands in the stored text of a letter about an account.
LINK = "{länken}"
#: For how long letters about accounts are kept.
ACCOUNT_LETTERS_KEPT = timedelta(days=14)


class Delivery(Choice):
    """How somebody wants the letters that one may choose."""

    AT_ONCE = "at_once", "Genast, ett brev för varje händelse"
    DIGEST = "digest", "Samlat, högst ett brev om dagen"
    NONE = "none", "Inga brev"


#: How long to wait after each attempt that failed; after the last one the letter has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)
#: While somebody sends a letter nobody else takes it; whoever is stopped midway lets go of it then.
HELD = timedelta(minutes=10)
#: The hour, Swedish time, at which what was gathered is sent.
DIGEST_AT = time(7)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a letter that has failed ``attempts`` times is tried again; None when it is not."""
    if attempts < 1:
        raise ValueError("a letter that has not been tried has not failed")
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def next_digest(now: datetime) -> datetime:
    """The next moment at which what was gathered is sent. ``now`` is in Swedish time."""
    today = datetime.combine(now.date(), DIGEST_AT, tzinfo=now.tzinfo)
    if now < today:
        return today
    return datetime.combine(now.date() + timedelta(days=1), DIGEST_AT, tzinfo=now.tzinfo)


#: How long an invitation opens an account.
INVITATION_LASTS = timedelta(days=7)
#: Whoever comes with a link that is too old gets a new one, but not more often than this.
ASKED_AGAIN_AFTER = timedelta(minutes=10)
