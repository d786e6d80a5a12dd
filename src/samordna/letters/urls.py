from __future__ import annotations

from django.urls import path

from samordna.letters import views, views_unused

app_name = "letters"

urlpatterns = [
    path("", views.letters, name="letters"),
    path("skicka-osanda/", views.send_unsent, name="send_unsent"),
    path("inbjudningar/", views_unused.unused, name="unused"),
    path("inbjudningar/igen/", views_unused.invite_again, name="invite_again"),
    path("inbjudningar/utskrift/", views_unused.print_all, name="print_all"),
    path("mina-val/", views.preference, name="preference"),
    path("bjud-in/<int:pk>/", views.invite, name="invite"),
    path("bjud-in/<int:pk>/utskrift/", views.print_invitation, name="print_invitation"),
    path("bjud-in/<int:pk>/adress/", views.correct_address, name="correct_address"),
    path("person/<int:pk>/ta-bort/", views.remove_person, name="remove_person"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/lamnat/", views.hand_over, name="hand_over"),
    path("<int:pk>/skicka-igen/", views.send_again, name="send_again"),
]
