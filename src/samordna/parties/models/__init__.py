"""Associations, the organisations and people around them, their bodies, mandates and roles."""

from samordna.parties.models.association import (
    Association,
    AssociationSetting,
    Logo,
    NumberSeries,
)
from samordna.parties.models.bodies import (
    Body,
    Mandate,
    one_of_two,
)
from samordna.parties.models.organisations import (
    ContactPerson,
    Organisation,
    Unit,
)
from samordna.parties.models.people import (
    Contact,
    Person,
    called,
    contact_of,
)
from samordna.parties.models.roles import (
    OFFICE_ROLES,
    ROLES_FOR_AN_ORGANISATION,
    Role,
    RoleAssignment,
)

__all__ = [
    "OFFICE_ROLES",
    "ROLES_FOR_AN_ORGANISATION",
    "Association",
    "AssociationSetting",
    "Body",
    "Contact",
    "ContactPerson",
    "Logo",
    "Mandate",
    "NumberSeries",
    "Organisation",
    "Person",
    "Role",
    "RoleAssignment",
    "Unit",
    "called",
    "contact_of",
    "one_of_two",
]
