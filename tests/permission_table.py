"""Who is answered what. Read by tests/test_permissions.py: a URL that is not here fails there.

Columns: anonymous, outsider (an account and nothing to do here), stranger (works in another
association), applicant (of the owner), partner's signatory, member of the board, auditor,
economist, case officer, registrar, director.

Answers are HTTP statuses; ``in`` is a redirect to the sign-in page. Outsiders and strangers get 404
and never 403 inside an association. Those who may read but not do get 403. POST is asked without
any data: 200 is then a form with its errors, 302 a step that was taken. An address inside an
association without a POST row takes none (405).

The third column is the thing that the address is about, made in tests/support/world.py.
"""

# ruff: noqa: E501
from __future__ import annotations

TABLE = """
# Sign-in, passwords and second steps: one's own account, the same for everyone
#                                                                    an out str app par mem aud eco cas reg dir
GET  account_login                            -                      200 302 302 302 302 302 302 302 302 302 302
GET  mfa_authenticate                         -                       in 302 302 302 302 302 302 302 302 302 302
GET  mfa_login_webauthn                       -                       in 302 302 302 302 302 302 302 302 302 302
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
GET  account_set_password                     -                       in 302 302 302 302 302 302 302 302 302 302
GET  account_reset_password                   -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_done              -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key_done     -                      200 200 200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key          reset_key              200 200 200 200 200 200 200 200 200 200 200

# Outside every association
#                                                                    an out str app par mem aud eco cas reg dir
GET  public_root:home                         -                      200 200 200 200 200 200 200 200 200 200 200
GET  web:components                           -                      200 200 200 200 200 200 200 200 200 200 200

# What anyone may see
#                                                                    an out str app par mem aud eco cas reg dir
GET  publicsite:association                   -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:board                         -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:notice                        notice                 200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:minutes_archive               -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:initiatives                   -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:accessibility                 -                      200 200 200 200 200 200 200 200 200 200 200

# Idag, people, the journal
#                                                                    an out str app par mem aud eco cas reg dir
GET  parties:today                            -                       in 404 404 200 200 200 200 200 200 200 200
GET  parties:people                           -                       in 404 404 403 403 403 403 200 200 200 200
GET  parties:new_role                         -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_role                         -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_mandate                      -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_mandate                      -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:new_organisation                 -                       in 404 404 403 403 403 403 403 403 200 200
POST parties:new_organisation                 -                       in 404 404 403 403 403 403 403 403 200 200
GET  parties:end_role                         role                    in 404 404 403 403 403 403 403 403 200 200
POST parties:end_role                         role                    in 404 404 403 403 403 403 403 403 200 200
GET  parties:end_mandate                      mandate                 in 404 404 403 403 403 403 403 403 200 200
POST parties:end_mandate                      mandate                 in 404 404 403 403 403 403 403 403 200 200
GET  parties:journal                          -                       in 404 404 403 403 403 200 200 200 200 200

# The register
#                                                                    an out str app par mem aud eco cas reg dir
GET  register:matters                         -                       in 404 404 403 403 403 200 200 200 200 200
GET  register:new_matter                      -                       in 404 404 403 403 403 403 403 200 200 200
POST register:new_matter                      -                       in 404 404 403 403 403 403 403 200 200 200
GET  register:matter                          matter                  in 404 404 403 403 403 200 200 200 200 200
GET  register:matter                          closed_matter           in 404 404 403 403 403 200 200 200 200 200
GET  register:close                           matter                  in 404 404 405 405 405 405 405 405 405 405
POST register:close                           matter                  in 404 404 403 403 403 403 403 302 302 302
GET  register:close                           closed_matter           in 404 404 405 405 405 405 405 405 405 405
POST register:close                           closed_matter           in 404 404 403 403 403 403 403 403 403 403

# Papers
#                                                                    an out str app par mem aud eco cas reg dir
GET  documents:version                        paper_of_matter        404 404 404 404 404 404 200 200 200 200 200
GET  documents:version                        paper_of_closed_matter 404 404 404 404 404 404 200 200 200 200 200
GET  documents:version                        paper_of_minutes       200 200 200 200 200 200 200 200 200 200 200
GET  documents:new_record                     matter                  in 404 404 403 403 403 403 403 200 200 200
POST documents:new_record                     matter                  in 404 404 403 403 403 403 403 200 200 200
GET  documents:new_record                     closed_matter           in 404 404 403 403 403 403 403 403 403 403
POST documents:new_record                     closed_matter           in 404 404 403 403 403 403 403 403 403 403

# Initiatives
#                                                                    an out str app par mem aud eco cas reg dir
GET  initiatives:initiatives                  -                       in 404 404 200 200 200 200 200 200 200 200
GET  initiatives:initiative                   initiative              in 404 404 200 404 200 200 200 200 200 200

# Economy
#                                                                    an out str app par mem aud eco cas reg dir
GET  economy:decision_space                   -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:try_decision                     -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:make_paper                       -                       in 404 404 405 405 405 405 405 405 405 405
POST economy:make_paper                       -                       in 404 404 404 404 403 403 302 302 302 302
GET  economy:plans                            -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:new_plan                         -                       in 404 404 404 404 403 403 200 403 403 200
POST economy:new_plan                         -                       in 404 404 404 404 403 403 200 403 403 200
GET  economy:plan                             plan                    in 404 404 404 404 200 200 200 200 200 200
GET  economy:edit_plan                        plan                    in 404 404 404 404 403 403 200 403 403 200
POST economy:edit_plan                        plan                    in 404 404 404 404 403 403 200 403 403 200
"""
