from __future__ import annotations

from functools import partial

from django.urls import path

from samordna.meetings.views import (
    adjusting,
    deciding,
    items,
    minutes,
    numbering,
    planning,
    standard_agenda,
    summons,
    table,
    unhandled,
)
from samordna.web.middleware import form_on

app_name = "meetings"

at_table = partial(form_on, "meetings:table")
on_minutes = partial(form_on, "meetings:minutes")

_ONE = "sammantraden/<int:number>/"

urlpatterns = [
    path("sammantraden/", planning.meetings, name="meetings"),
    path("sammantraden/nytt/", planning.new, name="new"),
    path("sammantraden/mall/<slug:slug>/", standard_agenda.standard_agenda, name="standard_agenda"),
    path(_ONE, planning.meeting, name="meeting"),
    path(f"{_ONE}andra/", planning.edit, name="edit"),
    path(f"{_ONE}kallelse/", summons.summon, name="summon"),
    path(f"{_ONE}kalla-resten/", summons.send_rest, name="send_rest"),
    path(f"{_ONE}kallelse/skickad/", summons.dispatch, name="dispatch"),
    path(f"{_ONE}oppna/", summons.open_meeting, name="open"),
    path(f"{_ONE}punkt/ny/", items.new_item, name="new_item"),
    path(f"{_ONE}punkt/<int:pk>/", items.edit_item, name="edit_item"),
    path(f"{_ONE}punkt/<int:pk>/flytta/", items.move_item, name="move_item"),
    path(f"{_ONE}punkt/<int:pk>/bilaga/", items.upload, name="upload"),
    path(f"{_ONE}bilaga/<int:pk>/ta-bort/", items.detach, name="detach"),
    path(f"{_ONE}vid-bordet/", table.table, name="table"),
    path(f"{_ONE}narvaro/alla/", at_table(table.all_present), name="all_present"),
    path(f"{_ONE}narvaro/", at_table(table.presence), name="presence"),
    path(f"{_ONE}ovriga/", at_table(table.add_other), name="add_other"),
    path(f"{_ONE}ovriga/<int:pk>/ta-bort/", at_table(table.remove_other), name="remove_other"),
    path(f"{_ONE}franvaro/", at_table(table.record_absence), name="record_absence"),
    path(
        f"{_ONE}franvaro/<int:pk>/ta-bort/", at_table(table.remove_absence), name="remove_absence"
    ),
    path(f"{_ONE}justerare/", at_table(adjusting.choose_adjuster), name="choose_adjuster"),
    path(
        f"{_ONE}justerare/<int:pk>/ta-bort/",
        at_table(adjusting.remove_adjuster),
        name="remove_adjuster",
    ),
    path(
        f"{_ONE}justeringsdag/",
        at_table(adjusting.decide_adjustment_day),
        name="decide_adjustment_day",
    ),
    path(f"{_ONE}punkt/<int:pk>/ta-upp/", at_table(table.treat), name="treat"),
    path(f"{_ONE}punkt/<int:pk>/angra/", table.untake, name="untake"),
    path(f"{_ONE}punkt/<int:pk>/beslut/", at_table(deciding.decide), name="decide"),
    path(f"{_ONE}punkt/<int:pk>/orden/", on_minutes(deciding.confirm), name="confirm_words"),
    path(f"{_ONE}avsluta/", at_table(table.close), name="close"),
    path(f"{_ONE}inte-beslutfor/", unhandled.leave, name="leave_unhandled"),
    path(f"{_ONE}ateruppta/", at_table(table.reopen), name="reopen"),
    path(f"{_ONE}protokoll/", minutes.minutes, name="minutes"),
    path(f"{_ONE}protokoll/las/", on_minutes(minutes.lock), name="lock"),
    path(f"{_ONE}protokoll/numrera/", numbering.renumber, name="renumber"),
    path(f"{_ONE}protokoll/aterta/", minutes.recall, name="recall"),
    path(
        f"{_ONE}protokoll/ersattare/<int:pk>/ta-bort/",
        on_minutes(adjusting.drop_stand_in),
        name="drop_stand_in",
    ),
    path(f"{_ONE}anslag/", on_minutes(minutes.post), name="post"),
    path(f"{_ONE}anslag/medlemmar/", on_minutes(minutes.boards), name="boards"),
    path(f"{_ONE}anslag/igen/", on_minutes(minutes.post_again), name="post_again"),
    path(f"{_ONE}anslag/ta-ned/", on_minutes(minutes.take_down), name="take_down"),
    path(f"{_ONE}paragraf/<int:paragraph>/utdrag.pdf", minutes.extract, name="extract"),
]
