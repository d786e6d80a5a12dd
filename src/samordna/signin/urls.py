"""Sign-in and what belongs to it: allauth's views and names under Swedish addresses.

There is no sign-up: the association's office adds people.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import include, path, re_path

from samordna.signin import address, entering, invited

_password = [
    path("byt-losenord/", account.password_change, name="account_change_password"),
    path("valj-losenord/", account.password_set, name="account_set_password"),
    path("glomt-losenord/", account.password_reset, name="account_reset_password"),
    path(
        "glomt-losenord/skickat/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "glomt-losenord/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^glomt-losenord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

_address = [
    path("byt-adress/", address.change, name="account_change_address"),
    path("byt-adress/<str:token>/", address.confirm, name="confirm_address"),
]

_keys = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("<int:pk>/byt-namn/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("<int:pk>/ta-bort/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

_codes = [
    path("", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hamta/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

_second_step = [
    path("", mfa.index, name="mfa_index"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("reservkoder/", include(_codes)),
    path("nycklar/", include(_keys)),
]

urlpatterns = [
    path("logga-in/", entering.login, name="account_login"),
    path("logga-in/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-in/nyckel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inbjudan/<str:token>/", invited.invitation, name="invitation"),
    path("inbjudan/<str:token>/ny/", invited.ask_again, name="ask_for_invitation"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bekrafta/nyckel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("saker-inloggning/", include(_second_step)),
    *_password,
    *_address,
]

if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns.append(path("", include("samordna.signin.urls_oidc")))
