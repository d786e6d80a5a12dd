"""What people type: the day of the decision space."""

from __future__ import annotations

from samordna.web.forms import HouseForm, SwedishDateField


class AsOfForm(HouseForm):
    """The day that the decision space is shown for."""

    per = SwedishDateField(label="Per den", required=False)
