"""A telephone number has a number in it, in every form that asks for one."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form

from samordna.parties.forms.association import AssociationForm
from samordna.parties.forms.organisations import ContactPersonForm
from samordna.parties.forms.people import ContactForm


@pytest.mark.parametrize("kind", [AssociationForm, ContactPersonForm, ContactForm])
def test_what_has_no_number_is_refused_at_its_field(kind: type[Form]) -> None:
    field = kind.base_fields["phone"]
    with pytest.raises(ValidationError, match="”abc” är inget telefonnummer"):
        field.clean("abc")
    assert field.clean("018-12 34 56,  ankn. 12") == "018-12 34 56, ankn. 12"
    assert field.clean("") == ""
