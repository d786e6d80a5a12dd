"""Kom igång, and the import of people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samordna.flows.starting import files, services
from samordna.flows.starting.checklist import checklist, in_place
from samordna.flows.starting.forms import ImportForm, plain_text
from samordna.flows.starting.rows import COLUMNS, Cell, Row, Table
from samordna.ground import clock
from samordna.kernel.counting import counted
from samordna.parties.access import AssociationRequest, insiders, require
from samordna.parties.policies import may_change_association, may_change_people
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
def import_people(request: AssociationRequest) -> HttpResponse:
    """People out of a table: tried first, with what is wrong in each row, and written at once."""
    require(may_change_people(request.actor))
    form = ImportForm(request.POST or None, request.FILES or None)
    table, reviewed = None, ""
    if request.method == "POST" and form.is_valid():
        text, naming = form.cleaned_data["table"], form.cleaned_data["naming"]
        asked = {"actor": request.actor, "text": text, "naming": naming, "today": clock.today()}
        # A file is always looked at first: nobody has seen its rows.
        if request.POST.get("spara") and not request.FILES:
            try:
                written = services.import_people(**asked)
            except services.NotImported as error:
                table = error.table
                messages.error(request, str(error))
            else:
                count = len({row.cell("email").casefold() for row in written.rows})
                added = counted(count, "person är inlagd", "personer är inlagda")
                messages.success(request, f"{added}.")
                return redirect(link(request, "parties:people"))
        else:
            table = services.try_people(**asked)
        if form.left_out:
            messages.warning(
                request,
                "Både rutorna och hela texten var ändrade. Texten gäller. Det här stod i rutorna "
                f"och är inte med: {form.left_out}. Skriv det igen om det ska med.",
            )
        form = ImportForm(initial={"table": text, "naming": naming})
        reviewed = plain_text(text)
    context = {
        "form": form,
        "table": table,
        "reviewed": reviewed,
        "faulty": _in_place(table) if table else [],
        "said": _said(table) if table else [],
        "columns": [names[0] for names in COLUMNS.values()],
        "today": clock.today(),
    }
    return render(request, "flows/import_people.html", context)


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
