"""Steps that cross rooms."""

# ruff: noqa: E501
from __future__ import annotations

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  flows:get_started                        -                       in 404 404 403 403 403 403 403 403 200 200
GET  flows:import_people                      -                       in 404 404 403 403 403 403 403 403 200 200
POST flows:import_people                      -                       in 404 404 403 403 403 403 403 403 200 200
GET  flows:import_sample                      -                       in 404 404 403 403 403 403 403 403 200 200
GET  flows:put_on_agenda                      meeting_planned         in 404 404 302 302 302 302 302 302 302 302
POST flows:put_on_agenda                      meeting_planned         in 404 404 404 404 404 403 403 403 302 302
GET  flows:remove_item                        item                    in 404 404 302 302 302 302 302 302 302 302
POST flows:remove_item                        item                    in 404 404 404 404 404 403 403 403 302 302
GET  flows:remove_item                        item_with_application   in 404 404 302 302 302 302 302 302 302 302
POST flows:remove_item                        item_with_application   in 404 404 404 404 404 403 403 403 302 302
GET  flows:attach_economy                     item                    in 404 404 302 302 302 302 302 302 302 302
POST flows:attach_economy                     item                    in 404 404 404 404 404 403 403 403 302 302
GET  flows:sign_minutes                       meeting_signing         in 404 404 404 404 403 403 403 403 200 200
POST flows:sign_minutes                       meeting_signing         in 404 404 404 404 403 403 403 403 200 403
GET  flows:refuse_minutes                     meeting_signing         in 404 404 404 404 403 403 403 403 200 403
POST flows:refuse_minutes                     meeting_signing         in 404 404 404 404 403 403 403 403 200 403
GET  flows:replace_signer                     signer                  in 404 404 404 404 403 403 403 403 200 200
POST flows:replace_signer                     signer                  in 404 404 404 404 403 403 403 403 200 200
GET  flows:cancel_meeting                     meeting_planned         in 404 404 404 404 404 403 403 403 200 200
POST flows:cancel_meeting                     meeting_planned         in 404 404 404 404 404 403 403 403 200 200
GET  flows:cancel_meeting                     meeting_posted          in 404 404 404 404 403 403 403 403 200 200
POST flows:cancel_meeting                     meeting_posted          in 404 404 404 404 403 403 403 403 200 200
GET  flows:returned_item                      posted_item             in 404 404 404 404 403 403 403 403 200 200
POST flows:returned_item                      posted_item             in 404 404 404 404 403 403 403 403 200 200
GET  flows:earlier_item                       item_of_posted          in 404 404 404 404 302 302 302 302 302 302
GET  flows:effect                             failed_paragraph        in 404 404 404 404 403 403 403 403 200 200
POST flows:effect                             failed_paragraph        in 404 404 404 404 403 403 403 403 200 200
"""
