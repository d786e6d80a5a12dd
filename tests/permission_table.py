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
GET  documents:version                        paper_of_application   404 404 404 200 200 200 200 200 200 200 200
GET  documents:version                        paper_of_statement     404 404 404 200 200 200 200 200 200 200 200
GET  documents:version                        paper_of_summons       404 404 404 404 404 200 200 200 200 200 200
GET  documents:version                        paper_of_minutes       200 200 200 200 200 200 200 200 200 200 200
GET  documents:new_record                     matter                  in 404 404 403 403 403 403 403 200 200 200
POST documents:new_record                     matter                  in 404 404 403 403 403 403 403 200 200 200
GET  documents:new_record                     closed_matter           in 404 404 403 403 403 403 403 403 403 403
POST documents:new_record                     closed_matter           in 404 404 403 403 403 403 403 403 403 403

# Calls and applications
#                                                                    an out str app par mem aud eco cas reg dir
GET  funding:calls                            -                       in 404 404 200 200 200 200 200 200 200 200
GET  funding:open_call                        -                       in 404 404 403 403 403 403 403 200 200 200
POST funding:open_call                        -                       in 404 404 403 403 403 403 403 200 200 200
GET  funding:call                             call                    in 404 404 200 200 200 200 200 200 200 200
GET  funding:edit_call                        call                    in 404 404 403 403 403 403 403 200 200 200
POST funding:edit_call                        call                    in 404 404 403 403 403 403 403 200 200 200
GET  funding:start                            call                    in 404 404 200 403 403 403 403 403 403 403
POST funding:start                            call                    in 404 404 200 403 403 403 403 403 403 403
GET  funding:applications                     -                       in 404 404 200 200 200 200 200 200 200 200
GET  funding:application                      application_draft       in 404 404 200 200 404 404 200 200 200 200
GET  funding:application                      application_registered  in 404 404 200 200 200 200 200 200 200 200
GET  funding:download_budget                  application_draft       in 404 404 200 200 404 404 200 200 200 200
GET  funding:download_budget                  application_registered  in 404 404 200 200 200 200 200 200 200 200
GET  funding:write                            application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:write                            application_signing     in 404 404 403 403 404 404 403 403 403 403
GET  funding:write_facts                      application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:write_facts                      application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:write_facts                      application_signing     in 404 404 403 403 404 404 403 403 403 403
POST funding:write_facts                      application_signing     in 404 404 403 403 404 404 403 403 403 403
GET  funding:write_budget                     application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:write_budget                     application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:upload_budget                    application_draft       in 404 404 405 405 405 405 405 405 405 405
POST funding:upload_budget                    application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:write_agreement                  application_draft       in 404 404 200 403 404 404 403 403 403 403
GET  funding:send                             application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:send                             application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:write_section                    section                 in 404 404 200 403 404 404 403 403 403 403
POST funding:write_section                    section                 in 404 404 200 403 404 404 403 403 403 403
GET  funding:sign                             application_draft       in 404 404 403 404 404 404 403 403 403 403
POST funding:sign                             application_draft       in 404 404 403 404 404 404 403 403 403 403
GET  funding:sign                             application_signing     in 404 404 403 200 404 404 403 403 403 403
POST funding:sign                             application_signing     in 404 404 403 200 404 404 403 403 403 403
GET  funding:recall                           application_signing     in 404 404 200 403 404 404 403 403 403 403
POST funding:recall                           application_signing     in 404 404 302 403 404 404 403 403 403 403
GET  funding:recall                           application_registered  in 404 404 403 403 403 403 403 403 403 403
POST funding:recall                           application_registered  in 404 404 403 403 403 403 403 403 403 403
GET  funding:withdraw                         application_draft       in 404 404 200 403 404 404 403 403 403 403
POST funding:withdraw                         application_draft       in 404 404 302 403 404 404 403 403 403 403
GET  funding:withdraw                         application_submitted   in 404 404 200 403 404 404 403 403 403 403
POST funding:withdraw                         application_submitted   in 404 404 302 403 404 404 403 403 403 403
GET  funding:withdraw                         application_registered  in 404 404 200 403 403 403 403 403 403 403
POST funding:withdraw                         application_registered  in 404 404 302 403 403 403 403 403 403 403
GET  funding:register                         application_draft       in 404 404 403 403 404 404 403 403 403 403
POST funding:register                         application_draft       in 404 404 403 403 404 404 403 403 403 403
GET  funding:register                         application_submitted   in 404 404 403 403 404 404 403 403 200 200
POST funding:register                         application_submitted   in 404 404 403 403 404 404 403 403 200 200
GET  funding:assign                           application_registered  in 404 404 403 403 403 403 403 200 200 200
POST funding:assign                           application_registered  in 404 404 403 403 403 403 403 200 200 200
GET  funding:statement                        application_draft       in 404 404 403 403 404 404 403 404 403 404
POST funding:statement                        application_draft       in 404 404 403 403 404 404 403 404 403 404
GET  funding:statement                        application_registered  in 404 404 403 403 403 403 403 200 403 200
POST funding:statement                        application_registered  in 404 404 403 403 403 403 403 200 403 200
GET  funding:statement                        application_prepared    in 404 404 403 403 403 403 403 200 403 200
POST funding:statement                        application_prepared    in 404 404 403 403 403 403 403 200 403 200
GET  funding:complete_statement               application_registered  in 404 404 405 405 405 405 405 405 405 405
POST funding:complete_statement               application_registered  in 404 404 403 403 403 403 403 302 403 302
GET  funding:reopen_statement                 application_prepared    in 404 404 405 405 405 405 405 405 405 405
POST funding:reopen_statement                 application_prepared    in 404 404 403 403 403 403 403 403 403 403

# Initiatives
#                                                                    an out str app par mem aud eco cas reg dir
GET  initiatives:initiatives                  -                       in 404 404 200 200 200 200 200 200 200 200
GET  initiatives:initiative                   initiative              in 404 404 200 404 200 200 200 200 200 200

# Economy
#                                                                    an out str app par mem aud eco cas reg dir
GET  economy:decision_space                   -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:make_paper                       -                       in 404 404 405 405 405 405 405 405 405 405
POST economy:make_paper                       -                       in 404 404 404 404 403 403 302 302 302 302
GET  economy:try_decision                     -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:plans                            -                       in 404 404 404 404 200 200 200 200 200 200
GET  economy:new_plan                         -                       in 404 404 404 404 403 403 200 403 403 200
POST economy:new_plan                         -                       in 404 404 404 404 403 403 200 403 403 200
GET  economy:plan                             plan                    in 404 404 404 404 200 200 200 200 200 200
GET  economy:edit_plan                        plan                    in 404 404 404 404 403 403 200 403 403 200
POST economy:edit_plan                        plan                    in 404 404 404 404 403 403 200 403 403 200

# Meetings
#                                                                    an out str app par mem aud eco cas reg dir
GET  meetings:meetings                        -                       in 404 404 404 404 200 200 200 200 200 200
GET  meetings:new                             -                       in 404 404 403 403 403 403 403 403 200 200
POST meetings:new                             -                       in 404 404 403 403 403 403 403 403 200 200
GET  meetings:meeting                         meeting_planned         in 404 404 404 404 404 200 200 200 200 200
GET  meetings:meeting                         meeting_summoned        in 404 404 404 404 200 200 200 200 200 200
GET  meetings:meeting                         meeting_posted          in 404 404 404 404 200 200 200 200 200 200
GET  meetings:edit                            meeting_planned         in 404 404 404 404 404 403 403 403 200 200
POST meetings:edit                            meeting_planned         in 404 404 404 404 404 403 403 403 200 200
GET  meetings:edit                            meeting_posted          in 404 404 404 404 403 403 403 403 200 200
POST meetings:edit                            meeting_posted          in 404 404 404 404 403 403 403 403 200 200
GET  meetings:summon                          meeting_planned         in 404 404 405 405 405 405 405 405 405 405
POST meetings:summon                          meeting_planned         in 404 404 404 404 404 403 403 403 302 302
GET  meetings:open                            meeting_summoned        in 404 404 405 405 405 405 405 405 405 405
POST meetings:open                            meeting_summoned        in 404 404 404 404 403 403 403 403 302 302
GET  meetings:new_item                        meeting_planned         in 404 404 404 404 404 403 403 403 200 200
POST meetings:new_item                        meeting_planned         in 404 404 404 404 404 403 403 403 200 200
GET  meetings:new_item                        meeting_posted          in 404 404 404 404 403 403 403 403 200 200
POST meetings:new_item                        meeting_posted          in 404 404 404 404 403 403 403 403 200 200
GET  meetings:edit_item                       item                    in 404 404 404 404 404 403 403 403 200 200
POST meetings:edit_item                       item                    in 404 404 404 404 404 403 403 403 200 200
GET  meetings:edit_item                       treated_item            in 404 404 404 404 403 403 403 403 200 200
POST meetings:edit_item                       treated_item            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:move_item                       item                    in 404 404 405 405 405 405 405 405 405 405
POST meetings:move_item                       item                    in 404 404 404 404 404 403 403 403 302 302
GET  meetings:upload                          item                    in 404 404 405 405 405 405 405 405 405 405
POST meetings:upload                          item                    in 404 404 404 404 404 403 403 403 200 200
GET  meetings:detach                          attachment              in 404 404 405 405 405 405 405 405 405 405
POST meetings:detach                          attachment              in 404 404 404 404 404 403 403 403 302 302
GET  meetings:table                           meeting_planned         in 404 404 404 404 404 403 403 403 302 302
GET  meetings:table                           meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:all_present                     meeting_open            in 404 404 405 405 405 405 405 405 405 405
POST meetings:all_present                     meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:presence                        attendee                in 404 404 405 405 405 405 405 405 405 405
POST meetings:presence                        attendee                in 404 404 404 404 403 403 403 403 302 302
GET  meetings:add_other                       meeting_open            in 404 404 405 405 405 405 405 405 405 405
POST meetings:add_other                       meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:remove_other                    guest                   in 404 404 405 405 405 405 405 405 405 405
POST meetings:remove_other                    guest                   in 404 404 404 404 403 403 403 403 302 302
GET  meetings:record_absence                  meeting_open            in 404 404 405 405 405 405 405 405 405 405
POST meetings:record_absence                  meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:remove_absence                  absence                 in 404 404 405 405 405 405 405 405 405 405
POST meetings:remove_absence                  absence                 in 404 404 404 404 403 403 403 403 302 302
GET  meetings:choose_adjuster                 meeting_open            in 404 404 405 405 405 405 405 405 405 405
POST meetings:choose_adjuster                 meeting_open            in 404 404 404 404 403 403 403 403 200 200
GET  meetings:remove_adjuster                 adjuster                in 404 404 405 405 405 405 405 405 405 405
POST meetings:remove_adjuster                 adjuster                in 404 404 404 404 403 403 403 403 302 302
GET  meetings:treat                           next_item               in 404 404 405 405 405 405 405 405 405 405
POST meetings:treat                           next_item               in 404 404 404 404 403 403 403 403 302 302
GET  meetings:decide                          treated_item            in 404 404 405 405 405 405 405 405 405 405
POST meetings:decide                          treated_item            in 404 404 404 404 403 403 403 403 422 422
GET  meetings:close                           meeting_open            in 404 404 405 405 405 405 405 405 405 405
POST meetings:close                           meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:reopen                          meeting_signing         in 404 404 405 405 405 405 405 405 405 405
POST meetings:reopen                          meeting_signing         in 404 404 404 404 403 403 403 403 302 302
GET  meetings:minutes                         meeting_planned         in 404 404 404 404 404 404 404 404 404 404
GET  meetings:minutes                         meeting_open            in 404 404 404 404 403 403 200 200 200 200
GET  meetings:minutes                         meeting_signing         in 404 404 404 404 403 403 200 200 200 200
GET  meetings:minutes                         meeting_posted          in 404 404 404 404 200 200 200 200 200 200
GET  meetings:lock                            meeting_open            in 404 404 405 405 405 405 405 405 405 405
POST meetings:lock                            meeting_open            in 404 404 404 404 403 403 403 403 302 302
GET  meetings:recall                          meeting_signing         in 404 404 405 405 405 405 405 405 405 405
POST meetings:recall                          meeting_signing         in 404 404 404 404 403 403 403 403 302 302
GET  meetings:post                            meeting_signing         in 404 404 405 405 405 405 405 405 405 405
POST meetings:post                            meeting_signing         in 404 404 404 404 403 403 403 403 302 302
GET  meetings:take_down                       meeting_posted          in 404 404 405 405 405 405 405 405 405 405
POST meetings:take_down                       meeting_posted          in 404 404 404 404 403 403 403 403 302 302
GET  meetings:extract                         paragraph               in 404 404 404 404 200 200 200 200 200 200

# Steps that cross rooms
#                                                                    an out str app par mem aud eco cas reg dir
GET  flows:put_on_agenda                      meeting_planned         in 404 404 405 405 405 405 405 405 405 405
POST flows:put_on_agenda                      meeting_planned         in 404 404 404 404 404 403 403 403 302 302
GET  flows:remove_item                        item                    in 404 404 405 405 405 405 405 405 405 405
POST flows:remove_item                        item                    in 404 404 404 404 404 403 403 403 302 302
GET  flows:remove_item                        item_with_application   in 404 404 405 405 405 405 405 405 405 405
POST flows:remove_item                        item_with_application   in 404 404 404 404 404 403 403 403 302 302
GET  flows:attach_economy                     item                    in 404 404 405 405 405 405 405 405 405 405
POST flows:attach_economy                     item                    in 404 404 404 404 404 403 403 403 302 302
GET  flows:sign_minutes                       meeting_signing         in 404 404 404 404 403 403 403 403 200 200
POST flows:sign_minutes                       meeting_signing         in 404 404 404 404 403 403 403 403 302 403
"""
