"""Kom igång, and the import of people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.flows.starting import files, services
from samordna.flows.starting.checklist import checklist, in_place
from samordna.flows.starting.forms import ImportForm, plain_text
from samordna.flows.starting.kept import Kept, keep, kept_table, throw_away
from samordna.flows.starting.table import COLUMNS, Cell, Row, Table
from samordna.ground import clock
from samordna.kernel.counting import counted
from samordna.kernel.sentences import listed
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.policies import may_change_association, may_change_people
from samordna.parties.rules import Naming
from samordna.web.choosing import keeps_files
from samordna.web.links import link
from samordna.web.shared import progress

#: Rows that are corrected in place at a time: each has up to sixteen boxes.
MOST_IN_PLACE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@insiders
@require_safe
def get_started(request: AssociationRequest) -> HttpResponse:
    """What the association has and what it lacks."""
    require(may_change_association(request.actor))
    items = checklist(request.actor, clock.today(), request.association)
    done, needed = progress(items)
    context = {
        "items": items,
        "done": done,
        "needed": needed,
        "in_place": in_place(items),
    }
    return render(request, "flows/get_started.html", context)


@insiders
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_files
def import_people(request: AssociationRequest) -> HttpResponse:
    """People out of a table: tried first, with what is wrong in each row, and written at once."""
    require(may_change_people(request.actor))
    if request.POST.get("borja_om"):
        throw_away(request)
        return redirect(link(request, "flows:import_people"))
    form = ImportForm(request.POST or None, request.FILES or None)
    table, looked_at = None, None
    if request.method == "POST" and form.is_valid():
        looked_at = Kept(
            form.cleaned_data["table"], form.cleaned_data["naming"], frozenset(form.without)
        )
        # A file is always looked at first: nobody has seen its rows.
        if request.POST.get("spara") and not request.FILES:
            try:
                written = services.import_people(**_asked(request, looked_at))
            except services.NotImported as error:
                table = error.table
                stopped = table.faulty or table.problems
                (messages.error if stopped else messages.info)(request, str(error))
            else:
                throw_away(request)
                _say_what_was_written(request, written)
                return redirect(link(request, "parties:people"))
        if form.left_out:
            messages.warning(
                request,
                "Både rutorna och hela texten var ändrade. Texten gäller. Det här stod i rutorna "
                f"och är inte med: {form.left_out}. Skriv det igen om det ska med.",
            )
        if form.ticked and not form.boxed and not request.FILES:
            messages.warning(
                request,
                "Hela texten var ändrad, så alla rader tas med igen. Kryssa i dem som inte ska "
                "med.",
            )
        keep(request, looked_at)
    elif request.method != "POST":
        looked_at = kept_table(request)
    if looked_at is not None:
        table = table or services.try_people(**_asked(request, looked_at))
        form = ImportForm(initial={"table": looked_at.text, "naming": looked_at.naming})
    context = {
        "form": form,
        "table": table,
        "comes_back": request.method != "POST" and table is not None,
        "reviewed": plain_text(looked_at.text) if looked_at else "",
        "faulty": _in_place(table) if table else [],
        "said": _said(table) if table else [],
        "asks_names": _asks_names(form, table, looked_at),
        "columns": [names[0] for names in COLUMNS.values()],
        "today": clock.today(),
    }
    return render(request, "flows/import_people.html", context)


def _asks_names(form: ImportForm, table: Table | None, looked_at: Kept | None) -> bool:
    """Whether it is asked which name holds: where names differ, or where the table's was chosen."""
    chosen = looked_at is not None and looked_at.naming != Naming.KEEP
    return chosen or "naming" in form.errors or (table is not None and table.names_differ)


def _asked(request: AssociationRequest, looked_at: Kept) -> dict[str, Any]:
    return {
        "actor": request.actor,
        "text": looked_at.text,
        "naming": looked_at.naming,
        "without": looked_at.without,
        "today": clock.today(),
    }


def _say_what_was_written(request: AssociationRequest, written: Table) -> None:
    """How many were added; and of the rows that were not, how many and which say something else."""
    count = len({row.cell("email").casefold() for row in written.good})
    said = [f"{counted(count, 'person är inlagd', 'personer är inlagda')}."]
    if written.same:
        said.append(f"{counted(len(written.same), 'rad', 'rader')} fanns redan.")
    if written.out:
        said.append(f"{counted(len(written.out), 'rad', 'rader')} togs inte med.")
    messages.success(request, " ".join(said))
    if written.changed:
        names = listed(list(dict.fromkeys(row.cell("name") for row in written.changed)))
        messages.warning(
            request,
            f"Uppgifter som fanns ändrades inte av importen, och tabellen sade annat om {names}. "
            "Ändra dem här nedanför.",
        )


def _in_place(table: Table) -> list[tuple[Row, list[str], list[Cell]]]:
    """The first faulty rows: what is wrong with the row as a whole, and its cells to correct."""
    return [
        (row, row.of_no_cell(table.columns), row.cells(table.columns))
        for row in table.faulty[:MOST_IN_PLACE]
    ]


def _said(table: Table) -> list[tuple[str, list[tuple[str, str]], int]]:
    """Each problem once, with the places where it is corrected, and in how many rows more it is.

    A place is its id and name: the cell, or the row where no one cell is wrong.
    """
    shown = {row.number for row in table.faulty[:MOST_IN_PLACE]}

    def place(problem: str, row: Row) -> tuple[str, str]:
        column = row.at.get(problem, "")
        if column in table.columns:
            return f"rad-{row.number}-{column}", f"{COLUMNS[column][0]}, rad {row.number}"
        return f"rad-{row.number}", f"Rad {row.number}"

    said = []
    for problem, rows in table.said:
        places = [place(problem, row) for row in rows if row.number in shown]
        said.append((problem, places, len(rows) - len(places)))
    return said


@insiders
@require_safe
def sample(request: AssociationRequest) -> HttpResponse:
    """The template to fill in."""
    require(may_change_people(request.actor))
    response = HttpResponse(files.sample(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{files.SAMPLE_NAME}"'
    return response
