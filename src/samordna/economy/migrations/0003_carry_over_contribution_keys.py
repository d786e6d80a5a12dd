"""The JSON setting ``contribution_keys`` becomes rows, each from the day that it held from.

``{"state_kr": kronor, "regions": {name: weight}, "municipalities": {name: weight},
"nns_fee_per_mille": whole number}`` gave the page its figures, and the rows give the same ones. What
could not be worked out, or was empty, showed nothing from its day: it becomes a key without shares,
and the setting stays where it is unless it was empty.
"""

from __future__ import annotations

from django.db import migrations

SETTING = "contribution_keys"
GROUPS = {"regions": "region", "municipalities": "municipality"}
LARGEST = {"kr": 2**62, "weight": 2**62, "per_mille": 2**15 - 1}
LONGEST_NAME = 200


def carry_over(apps, schema_editor):
    """Make rows of every setting."""
    setting_model = apps.get_model("parties", "AssociationSetting")
    key_model = apps.get_model("economy", "ContributionKey")
    for setting in setting_model.objects.filter(key=SETTING).order_by(
        "association_id", "valid_from"
    ):
        read = _read(setting.value)
        state_kr, per_mille, shares = read or (0, 0, [])
        key = key_model.objects.create(
            association_id=setting.association_id,
            valid_from=setting.valid_from,
            state_kr=state_kr,
            nns_fee_per_mille=per_mille,
        )
        _write_shares(apps, key, shares)
        if read or not setting.value:
            setting.delete()


def carry_back(apps, schema_editor):
    """Make settings of every row, where there is none left from before."""
    setting_model = apps.get_model("parties", "AssociationSetting")
    key_model = apps.get_model("economy", "ContributionKey")
    share_model = apps.get_model("economy", "ContributionShare")
    for key in key_model.objects.all():
        shares = list(share_model.objects.filter(key=key).order_by("position"))
        value = {
            "state_kr": key.state_kr,
            **{
                name: {s.party: s.weight for s in shares if s.group == group}
                for name, group in GROUPS.items()
            },
            "nns_fee_per_mille": key.nns_fee_per_mille,
        }
        setting_model.objects.get_or_create(
            association_id=key.association_id,
            key=SETTING,
            valid_from=key.valid_from,
            defaults={"value": value if shares else {}},
        )
    share_model.objects.all().delete()
    key_model.objects.all().delete()


def _read(value):
    """(kronor, per mille, [(group, name, weight)]), or None for what showed nothing."""
    try:
        state_kr, per_mille = int(value["state_kr"]), int(value.get("nns_fee_per_mille", 0))
        shares = [
            (group, name, weight)
            for key, group in GROUPS.items()
            for name, weight in value[key].items()
        ]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return None
    possible = (
        0 <= state_kr <= LARGEST["kr"]
        and 0 <= per_mille <= LARGEST["per_mille"]
        and all(
            isinstance(w, int) and 0 <= w <= LARGEST["weight"] and len(n) <= LONGEST_NAME
            for _, n, w in shares
        )
        and all(any(w for g, _, w in shares if g == group) for group in GROUPS.values())
    )
    return (state_kr, per_mille, shares) if possible else None


def _write_shares(apps, key, shares):
    organisation_model = apps.get_model("parties", "Organisation")
    share_model = apps.get_model("economy", "ContributionShare")
    taken = set()
    for position, (group, name, weight) in enumerate(shares, start=1):
        named = [
            organisation
            for organisation in organisation_model.objects.filter(
                association_id=key.association_id, kind=group
            )
            if name.strip().lower() in (organisation.name.lower(), organisation.short_name.lower())
            and organisation.pk not in taken
        ]
        organisation = named[0] if len(named) == 1 else None
        if organisation is not None:
            taken.add(organisation.pk)
        share_model.objects.create(
            association_id=key.association_id,
            key=key,
            position=position,
            group=group,
            organisation=organisation,
            party=name,
            weight=int(weight),
        )


class Migration(migrations.Migration):
    dependencies = [("economy", "0002_contribution_keys"), ("parties", "0001_initial")]

    operations = [migrations.RunPython(carry_over, carry_back)]
