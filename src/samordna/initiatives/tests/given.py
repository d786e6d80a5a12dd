"""Applications for the tests of rooms above funding: registered, prepared, with proposed sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from samordna.funding.models import Application, Call, FormVersion, ProposedAmount, Statement
from samordna.parties.models import Association, Organisation
from samordna.register.models import Matter

MOMENT = datetime(2024, 8, 1, 9, 0, tzinfo=UTC)


def an_organisation(association: Association, name: str) -> Organisation:
    """The organisation with a name; a municipality if it is not there yet."""
    found, _ = Organisation.objects.get_or_create(
        association=association,
        name=name,
        defaults={"short_name": name, "kind": Organisation.Kind.MUNICIPALITY},
    )
    return found


def a_call(association: Association) -> Call:
    """The association's one call, with an empty form."""
    if found := Call.objects.filter(association=association).first():
        return found
    form = FormVersion.objects.create(
        association=association,
        name="Ansökan om medel",
        version=1,
        valid_from=date(2024, 1, 1),
        definition={"sections": [], "agreement": []},
    )
    return Call.objects.create(
        association=association,
        number=1,
        title="Medel från 2025",
        opens_on=date(2024, 4, 1),
        closes_on=date(2024, 6, 30),
        form=form,
    )


def an_application(
    association: Association,
    *,
    number: int,
    name: str,
    owner: Organisation,
    **changes: Any,
) -> Application:
    """A prepared application in a matter of its own, for 2025 to 2027 unless told otherwise."""
    call = a_call(association)
    values: dict[str, Any] = {
        "kind": Application.Kind.INDIVIDUAL,
        "nature": Application.Nature.NEW,
        "period_from": date(2025, 1, 1),
        "period_to": date(2027, 12, 31),
        "state": Application.State.PREPARED,
        "matter": Matter.objects.create(
            association=association,
            year=2024,
            serial=number,
            subject=name,
            opened_on=date(2024, 7, 1),
        ),
        **changes,
    }
    return Application.objects.create(
        association=association,
        number=number,
        call=call,
        form=call.form,
        name=name,
        owner=owner,
        created_at=MOMENT,
        changed_at=MOMENT,
        **values,
    )


def a_proposal(
    application: Application,
    amounts: Mapping[tuple[Organisation, int], int],
    ready_on: date = date(2024, 8, 22),
) -> Statement:
    """The office's ready statement with what it proposes per owner and year, in kronor."""
    statement = Statement.objects.create(
        association=application.association,
        application=application,
        state=Statement.State.READY,
        ready_on=ready_on,
    )
    ProposedAmount.objects.bulk_create(
        ProposedAmount(
            association=application.association,
            statement=statement,
            organisation=organisation,
            year=year,
            amount_kr=kr,
        )
        for (organisation, year), kr in amounts.items()
    )
    return statement
