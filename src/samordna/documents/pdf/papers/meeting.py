"""What a meeting needs on paper: summons, minutes, notice and extract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samordna.documents.pdf.papers.application import ApplicationPaper
from samordna.documents.pdf.papers.common import Clauses, Signer, TextSection
from samordna.documents.pdf.papers.statement import EconomicInformationPaper, StatementPaper


@dataclass(frozen=True, slots=True)
class TextPaper:
    """Any other paper of the office's own: a heading and sections of free text."""

    association: str
    heading: str
    day: date
    sections: tuple[TextSection, ...]
    proposal: Clauses | None = None
    signer: Signer | None = None
    dnr: str = ""


@dataclass(frozen=True, slots=True)
class ForeignPdf:
    """A PDF that somebody uploaded. Rendering raises ``PdfRefused`` if it may not go out."""

    data: bytes


AttachedContent = (
    ApplicationPaper | StatementPaper | EconomicInformationPaper | TextPaper | ForeignPdf
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A numbered attachment of a summons: number ``5.1`` is shown as *Bilaga 5.1*."""

    number: str
    title: str
    content: AttachedContent


@dataclass(frozen=True, slots=True)
class MemberSeat:
    """A line of the member table: who may decide for an organisation."""

    organisation: str
    ordinary: str
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A line of the agenda (*föredragningslista*). ``note`` is for example *Information*.

    ``background`` is free text about the matter, ``proposal`` what is to be decided, and
    ``proposed_by`` the sentences that say who proposes it. An item with any of them has its text
    after the agenda.
    """

    number: str
    heading: str
    presenter: str = ""
    note: str = ""
    attachments: tuple[Attachment, ...] = ()
    background: str = ""
    proposal: Clauses | None = None
    proposed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummonsPaper:
    """A summons (*kallelse*) with its agenda and every attachment in one file.

    ``hours`` is for example ``09.00–12.00``. ``hindrance`` says to whom and by when a hindrance
    is told. Attachment numbers must differ, else ValueError.
    """

    association: str
    body: str
    day: date
    hours: str
    place: str
    hindrance: str
    agenda: tuple[AgendaItem, ...]
    members: tuple[MemberSeat, ...] = ()
    others: tuple[str, ...] = ()
    signer: Signer | None = None
    dnr: str = ""

    def __post_init__(self) -> None:
        numbers = [attachment.number for attachment in self.attachments]
        if len(set(numbers)) != len(numbers):
            raise ValueError("two attachments of the summons have the same number")

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Every attachment in the order of the agenda."""
        return tuple(attachment for item in self.agenda for attachment in item.attachments)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at the meeting. ``serving_for`` is the member a substitute stood in for.

    ``presence`` says when not throughout: ``§§ 60–65``, ``på distans``.
    """

    name: str
    organisation: str = ""
    role: str = ""
    serving_for: str = ""
    presence: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs the minutes: role (*Ordförande*), name, and which paragraphs (``§§ 60–72``)."""

    role: str
    name: str
    paragraphs: str


@dataclass(frozen=True, slots=True)
class VoteSide:
    """One side of a vote: what it says (*Ja*, *Avstår*) and who."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as the minutes tell it; ``outcome`` is the sentence about how it ended, ``order`` the
    proposals in the order in which the chair put them (*propositionsordning*). An election by
    closed ballot has no sides, and the ``heading`` *Val*."""

    question: str
    sides: tuple[VoteSide, ...]
    outcome: str = ""
    order: tuple[str, ...] = ()
    heading: str = "Omröstning"


@dataclass(frozen=True, slots=True)
class MinutesParagraph:
    """One paragraph (§) of the minutes.

    ``decisions`` are its blocks: what the body decides, proposes or tells. ``proposals`` are the
    *yrkanden*, ``presence`` the sentences about disqualification (*jäv*) and
    about who came and left, ``told`` those to whom the decision goes (*expedieras till*),
    ``attachments`` lines such as ``Bilaga 5.1 Ansökan``. ``immediate`` marks a paragraph adjusted
    at once (*omedelbar justering*). ``decides_from`` is the place of the first block that decides
    or proposes, where the heading *Beslut* stands; None where none does. ``meaning`` says in
    one line of data what they mean, where they are in somebody's own words.
    """

    number: int
    heading: str
    background: str = ""
    decisions: tuple[Clauses, ...] = ()
    dnr: str = ""
    proposals: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    reservations: tuple[str, ...] = ()
    presence: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    immediate: bool = False
    decides_from: int | None = 0
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes (*sammanträdesprotokoll*).

    ``mode`` is how the meeting was held (*Digitalt*), and ``called`` how and when its body was
    called, or that it was not. ``adjustment`` says where and when the
    minutes are adjusted. ``status`` is shown in the header until it is empty (*Ojusterat utkast*),
    and ``version`` from the second on: versions that were taken back lie in the same case.
    """

    association: str
    body: str
    day: date
    hours: str
    place: str
    deciding: tuple[Attendee, ...]
    paragraphs: tuple[MinutesParagraph, ...]
    signatories: tuple[Signatory, ...]
    mode: str = ""
    called: str = ""
    others: tuple[Attendee, ...] = ()
    adjustment: str = ""
    status: str = ""
    dnr: str = ""
    version: int = 1

    @property
    def paragraph_range(self) -> str:
        """``§§ 60–73``, ``§ 60`` or nothing when there are no paragraphs."""
        if not self.paragraphs:
            return ""
        first, last = self.paragraphs[0].number, self.paragraphs[-1].number
        return f"§ {first}" if first == last else f"§§ {first}–{last}"


@dataclass(frozen=True, slots=True)
class Board:
    """A member's notice board on the certificate, and in words what it has had and when."""

    name: str
    days: str


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """The notice that minutes are adjusted (*anslag, bevis*) and how to appeal (KL 13 kap.).

    ``paragraphs`` is for example ``§§ 60–73``; ``kept_at`` where the minutes are; ``court`` the
    administrative court with ``court_address`` in lines, where an appeal is sent. ``posted`` says
    in words when the own board had it, and ``boards`` the members'. ``counts_from`` says what the
    time for appeal counts from, and ``counted_from`` which day that was; without
    ``last_day_of_appeal``, ``no_last_day`` says why.
    ``adjusted_later`` follows the day of adjustment where it is later than the meeting had agreed.
    ``not_appealed`` is the sentence about the paragraphs that cannot be appealed, and where none
    can ``nothing_to_appeal`` stands instead of the last day. ``waived`` names the paragraphs that
    come to nothing. All of it is as it stood on the day ``certified``.
    """

    association: str
    body: str
    meeting_day: date
    adjusted: date
    posted: str
    last_day_of_appeal: date | None
    down_earliest: date | None
    paragraphs: str
    kept_at: str
    court: str
    certified: date
    court_address: tuple[str, ...] = ()
    posted_by: Signer | None = None
    dnr: str = ""
    counts_from: str = ""
    counted_from: date | None = None
    no_last_day: str = ""
    not_appealed: str = ""
    nothing_to_appeal: str = ""
    boards: tuple[Board, ...] = ()
    adjusted_later: str = ""
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractPaper:
    """An extract of one paragraph (*protokollsutdrag*) with its certificate.

    ``adjusted`` is the day of adjustment; None says that the minutes are not adjusted yet. Such an
    extract has no ``certifier``: there is nothing yet that it could agree with (else ValueError).
    Nor has one that somebody else than the office has fetched: it says that nobody certifies it.
    ``signatories`` are those who sign this paragraph in the minutes; ``adjusted_later`` is as on
    the notice, and ``waived`` says where the paragraph comes to nothing.
    """

    association: str
    body: str
    day: date
    paragraph: MinutesParagraph
    certified: date
    certifier: Signer | None = None
    adjusted: date | None = None
    signatories: tuple[Signatory, ...] = ()
    status: str = ""
    adjusted_later: str = ""
    waived: str = ""

    def __post_init__(self) -> None:
        if self.certifier is not None and self.adjusted is None:
            raise ValueError("what is not adjusted cannot be certified")
