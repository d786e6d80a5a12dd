from __future__ import annotations

from django.urls import path

from samordna.meetings.views import minutes, planning, table

app_name = "meetings"

_ONE = "sammantraden/<int:number>/"

urlpatterns = [
    path("sammantraden/", planning.meetings, name="meetings"),
    path("sammantraden/nytt/", planning.new, name="new"),
    path(_ONE, planning.meeting, name="meeting"),
    path(f"{_ONE}andra/", planning.edit, name="edit"),
    path(f"{_ONE}kallelse/", planning.summon, name="summon"),
    path(f"{_ONE}oppna/", planning.open_meeting, name="open"),
    path(f"{_ONE}punkt/ny/", planning.new_item, name="new_item"),
    path(f"{_ONE}punkt/<int:pk>/", planning.edit_item, name="edit_item"),
    path(f"{_ONE}punkt/<int:pk>/flytta/", planning.move_item, name="move_item"),
    path(f"{_ONE}punkt/<int:pk>/bilaga/", planning.upload, name="upload"),
    path(f"{_ONE}bilaga/<int:pk>/ta-bort/", planning.detach, name="detach"),
    path(f"{_ONE}vid-bordet/", table.table, name="table"),
    path(f"{_ONE}narvaro/alla/", table.all_present, name="all_present"),
    path(f"{_ONE}narvaro/<int:pk>/", table.presence, name="presence"),
    path(f"{_ONE}ovriga/", table.add_other, name="add_other"),
    path(f"{_ONE}ovriga/<int:pk>/ta-bort/", table.remove_other, name="remove_other"),
    path(f"{_ONE}franvaro/", table.record_absence, name="record_absence"),
    path(f"{_ONE}franvaro/<int:pk>/ta-bort/", table.remove_absence, name="remove_absence"),
    path(f"{_ONE}justerare/", table.choose_adjuster, name="choose_adjuster"),
    path(f"{_ONE}justerare/<int:pk>/ta-bort/", table.remove_adjuster, name="remove_adjuster"),
    path(f"{_ONE}punkt/<int:pk>/ta-upp/", table.treat, name="treat"),
    path(f"{_ONE}punkt/<int:pk>/beslut/", table.decide, name="decide"),
    path(f"{_ONE}avsluta/", table.close, name="close"),
    path(f"{_ONE}ateruppta/", table.reopen, name="reopen"),
    path(f"{_ONE}protokoll/", minutes.minutes, name="minutes"),
    path(f"{_ONE}protokoll/las/", minutes.lock, name="lock"),
    path(f"{_ONE}protokoll/aterta/", minutes.recall, name="recall"),
    path(f"{_ONE}anslag/", minutes.post, name="post"),
    path(f"{_ONE}anslag/ta-ned/", minutes.take_down, name="take_down"),
    path(f"{_ONE}paragraf/<int:paragraph>/utdrag.pdf", minutes.extract, name="extract"),
]
