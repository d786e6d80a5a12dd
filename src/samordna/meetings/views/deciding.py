"""At the table: what was decided in a paragraph, saved by a button or while it is written."""

from __future__ import annotations

from functools import partial
from typing import cast

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.decision import DecisionForm, Following
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.queries import loaders
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.reading import confirm_words
from samordna.meetings.views import panels
from samordna.meetings.views.acting import attempt, is_htmx
from samordna.meetings.views.table import table_page, table_url
from samordna.parties.access import AssociationRequest, insiders
from samordna.parties.actors import Actor
from samordna.web import autosave
from samordna.web.forms import add_service_error
from samordna.web.links import link
from samordna.web.merging import DRAWN, KEEPS, merge
from samordna.web.revisions import BothTexts, Difference, Stale, both_texts

#: The button that says that own words say what the data say, with the digest of what was read.
CONFIRMS = "orden_stammer"


@insiders
@require_POST
def decide(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Save what was decided. htmx gets the parts that follow from it, others the whole page."""
    meeting = loaders.meeting_for_keeping(request.actor, number)
    sent = SentDecision(meeting, pk, _weighed(request), whole_page=not is_htmx(request))
    if not sent.form.is_valid():
        return _refused(request, sent)
    typed, digest = sent.form.sent, request.POST.get(CONFIRMS, "")
    write = partial(sent.write, request.actor)
    try:
        # The button says that the words are read: mostly, all that is written is saved already.
        if not digest or sent.form.has_changed():
            autosave.save(request, write, sent.form.read_at, sent.merge)
        refused = _confirm_read(request, the_treatment(sent.item), digest) if digest else ""
    except NotPossible as refusal:
        add_service_error(sent.form, refusal)
        return _refused(request, sent)
    except Stale as stale:
        return _asked(request, sent, both_texts(stale))
    return _saved(request, sent, typed, refused)


def _confirm_read(request: AssociationRequest, treatment: Treatment, digest: str) -> str:
    """Confirm own words that were read, when all is saved; why that was refused, as where they were
    changed with the same button, or nothing."""
    try:
        confirm_words(actor=request.actor, treatment=treatment, digest=digest)
    except NotPossible as refusal:
        return str(refusal)
    return ""


@insiders
@require_POST
def confirm(request: AssociationRequest, number: int, pk: int) -> HttpResponse:
    """Confirm, on the page of the minutes, that a paragraph's own words say what its data say."""
    treatment = loaders.treatment_for_keeping(request.actor, number, pk)
    digest = request.POST.get(CONFIRMS, "")
    paragraph = f"#paragraf-{treatment.paragraph}"
    return attempt(
        request,
        lambda: confirm_words(actor=request.actor, treatment=treatment, digest=digest),
        link(request, "meetings:minutes", number=number) + paragraph,
    )


def _weighed(request: AssociationRequest) -> QueryDict:
    """What was sent; *Behåll min text* says of which revision the texts have been weighed."""
    sent = request.POST.copy()
    if over := sent.get("over"):
        sent[KEEPS] = over
    return sent


class SentDecision:
    """A decision that was sent about an item, in the form of its paragraph as that stands.

    ``took``: something that another has changed meanwhile stands in the form. ``saved`` is the
    paragraph as it was saved.
    """

    saved: Treatment

    def __init__(self, meeting: Meeting, pk: int, data: QueryDict, *, whole_page: bool) -> None:
        self.meeting, self.pk, self.data, self.whole_page = meeting, pk, data, whole_page
        self.took = False
        self.read()

    def read(self) -> None:
        """Read the meeting anew, and lay what was sent in the form of what it holds now. Raises
        Http404 for an item that is not there, or was not taken up."""
        self.proceedings = load_proceedings(self.meeting, attachments=self.whole_page)
        found = [item for item in self.proceedings.treated if item.pk == self.pk]
        if not found:
            raise loaders.not_taken_up(self.meeting, self.pk)
        self.item = found[0]
        self.form = DecisionForm(self.proceedings, self.item, self.data)

    def write(self, actor: Actor, revision: int) -> Treatment:
        """Save the form over what stands at the revision."""
        self.saved = save_decision(
            actor=actor,
            treatment=the_treatment(self.item),
            decision=self.form.decision,
            amounts=self.form.amounts,
            revision=revision,
        )
        return self.saved

    @property
    def now(self) -> Proceedings:
        """The meeting with what has been saved. It is read anew only where more may have been
        changed: who adjusts, by an election, or that the words have been read."""
        if self.form.elects or CONFIRMS in self.data:
            return load_proceedings(self.meeting, attachments=False)
        return self.proceedings.saved(self.saved)

    def merge(self, stale: Stale) -> list[Difference]:
        """Lay together what was sent and what others have saved, later than what the request began
        by reading; return what both changed."""
        self.read()
        self.form.full_clean()
        asked = merge(self.form, self.form.as_fields(stale.saved), stale.revision)
        if self.data.get(KEEPS) != str(stale.revision):
            asked = [*asked, *self.form.gone()]
        now = cast(QueryDict, self.form.data)
        names = [name for name in self.data if name != DRAWN]
        self.took = any(now.getlist(name) != self.data.getlist(name) for name in names)
        return asked


def _saved(
    request: AssociationRequest, sent: SentDecision, typed: Following, refused: str
) -> HttpResponse:
    """What follows from the save; the whole form where it holds what others have changed.
    ``refused``: why the words were not confirmed, where they were to be."""
    meeting = sent.meeting
    if not is_htmx(request):
        if refused:
            messages.warning(request, refused)
        return redirect(table_url(request, meeting, sent.item))
    proceedings = sent.now
    item = next(item for item in proceedings.items if item.pk == sent.pk)
    panel = panels.decision_panel(proceedings, item)
    kept = cast(DecisionForm, panel["decision_form"]).kept
    context = panel | {
        "meeting": meeting,
        **_numbers(proceedings, item, sent.data),
        "refresh": typed != kept,
        "same_words": typed.words == kept.words,
        "recording": True,
        "not_confirmed": refused,
    }
    if not sent.took:
        return render(request, "meetings/_saved.html", context)
    answer = render(request, "meetings/_merged.html", context)
    answer["X-Merged"] = "1"  # what others have changed is put into the page
    return answer


def _numbers(proceedings: Proceedings, item: AgendaItem, sent: QueryDict) -> dict[str, object]:
    """The item's row of the list; all of them where an item that was untaken or added elsewhere
    has given the page other numbers than it shows."""
    drawn = panels.print_of(proceedings)
    if sent.get("lista", drawn) == drawn:
        row = panels.item_row(proceedings, item)
        return {"rows": [row], "renumbered": False, "drawn_list": drawn}
    rows = panels.item_rows(proceedings, item)
    step = panels.step_among(rows)
    return {"rows": rows, "renumbered": True, "step": step, "drawn_list": drawn}


def _refused(request: AssociationRequest, sent: SentDecision) -> HttpResponse:
    """The whole form, so that each field gets what is said of it."""
    proceedings, item, form = sent.proceedings, sent.item, sent.form
    if not is_htmx(request):
        return table_page(request, proceedings, str(item.pk), decision_form=form, status=422)
    context = panels.decision_panel(proceedings, item)
    context |= {"meeting": sent.meeting, "decision_form": form}
    context |= {"drawn_list": sent.data.get("lista", "")}
    return render(request, "meetings/_decision.html", context, status=422)


def _asked(request: AssociationRequest, sent: SentDecision, both: BothTexts) -> HttpResponse:
    """Both texts; the page stands as it was drawn until its writer has chosen."""
    proceedings, item, form = sent.proceedings, sent.item, sent.form
    if not is_htmx(request):
        chosen = str(item.pk)
        return table_page(
            request, proceedings, chosen, decision_form=form, both_texts=both, status=422
        )
    data = cast(QueryDict, form.data).copy()
    data[DRAWN] = sent.data.get(DRAWN, "")
    form.data = data
    context = {"form": form, "both_texts": both, "meeting": sent.meeting, "item": item}
    return render(request, "meetings/_answer.html", context, status=422)
