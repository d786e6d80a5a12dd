"""What the members share the funds by, as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samordna.economy.funds.services import LARGEST_WEIGHT, Weighed
from samordna.parties.models import Organisation
from samordna.web.forms import HouseForm, KronorField, SwedishDateField

WEIGHTS = {
    Organisation.Kind.REGION: "Regionernas vikter",
    Organisation.Kind.MUNICIPALITY: "Kommunernas vikter",
}
WHOLE = {"invalid": "Skriv ett heltal.", "required": "Skriv ett heltal, 0 för ingen del."}


class ContributionKeyForm(HouseForm):
    """The state's allotment, and a weight for each member region and municipality."""

    valid_from = SwedishDateField(label="Gäller från")
    state_kr = KronorField(
        label="Statens medel",
        help_text="Halva summan. Regionerna och kommunerna är var sin fjärdedel.",
    )
    nns_fee_per_mille = forms.IntegerField(
        label="Serviceavgift till NNS",
        min_value=0,
        max_value=1000,
        initial=0,
        help_text="Hela promille av medlen, 0 för ingen avgift.",
        error_messages=WHOLE,
    )

    def __init__(self, *args: Any, members: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            self.fields[f"vikt-{member.pk}"] = forms.IntegerField(
                label=member.name,
                min_value=0,
                max_value=LARGEST_WEIGHT,
                error_messages=WHOLE,
            )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The weights, those of each kind together: they share a fourth of the funds each."""
        return [
            (legend, [self[f"vikt-{one.pk}"] for one in self.members if one.kind == kind])
            for kind, legend in WEIGHTS.items()
            if any(one.kind == kind for one in self.members)
        ]

    @property
    def heads(self) -> list[forms.BoundField]:
        """What is asked before the weights."""
        return [field for field in self if not field.name.startswith("vikt-")]

    @property
    def weighed(self) -> list[Weighed]:
        """The members with their weights, those without any left out."""
        data = self.cleaned_data
        return [
            Weighed(member, weight)
            for member in self.members
            if (weight := data[f"vikt-{member.pk}"])
        ]
