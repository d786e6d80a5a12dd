"""Sign-in, passwords and second steps: one's own account, the same for everyone."""

# ruff: noqa: E501
from __future__ import annotations

from tests.support.things import World

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  account_login                            -                      200 302 302 302 302 302 302 302 302 302 302
GET  mfa_authenticate                         -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_login_webauthn                       -                       in 302 302 302 302 302 302 302 302 302 302
GET  invitation                               invitation              200 200 200 200 200 200 200 200 200 200 200
POST invitation                               invitation              200 200 200 200 200 200 200 200 200 200 200
GET  ask_for_invitation                       invitation              302 302 302 302 302 302 302 302 302 302 302
POST ask_for_invitation                       invitation              302 302 302 302 302 302 302 302 302 302 302
GET  account_logout                           -                      302 200 200 200 200 200 200 200 200 200 200
GET  account_inactive                         -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reauthenticate                   -                       in 200 200 200 200 200 200 200 200 200 200
GET  mfa_reauthenticate                       -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_reauthenticate_webauthn              -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_index                                -                       in 200 200 200 200 200 200 200 200 200 200
GET  mfa_activate_totp                        -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_deactivate_totp                      -                       in 404 404 404 404 404 404 404 404 404 404
GET  mfa_view_recovery_codes                  -                       in 404 404 404 404 404 404 404 404 404 404
GET  mfa_generate_recovery_codes              -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_download_recovery_codes              -                       in 404 404 404 404 404 404 404 404 404 404
GET  mfa_list_webauthn                        -                       in 200 200 200 200 200 200 200 200 200 200
GET  mfa_add_webauthn                         -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_edit_webauthn                        security_key            in 302 302 302 302 302 302 302 302 302 302
GET  mfa_remove_webauthn                      security_key            in 302 302 302 302 302 302 302 302 302 302
GET  account_change_password                  -                       in 200 200 200 200 200 200 200 200 200 200
GET  account_change_address                   -                       in 200 200 200 200 200 200 200 200 200 200
POST account_change_address                   -                       in 302 302 302 302 302 302 302 302 302 302
GET  confirm_address                          address_link            in 410 410 410 410 410 410 410 410 410 410
POST confirm_address                          address_link            in 410 410 410 410 410 410 410 410 410 410
GET  account_set_password                     -                       in 302 302 302 302 302 302 302 302 302 302
GET  account_reset_password                   -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_done              -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key_done     -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key          reset_key              200 200 200 200 200 200 200 200 200 200 200
"""


def make(world: World) -> None:
    """What addresses from a letter and a security key would carry."""
    world.things["reset_key"] = {"uidb36": "1", "key": "abc-123"}
    world.things["address_link"] = {"token": "abc-123"}
    world.things["security_key"] = {"pk": 1}
