from __future__ import annotations

from django.urls import path

from samordna.funding.views import (
    budget,
    calls,
    form_versions,
    office,
    reading,
    signing,
    stuck,
    writing,
)

app_name = "funding"

urlpatterns = [
    path("utlysningar/", calls.calls, name="calls"),
    path("utlysningar/ny/", calls.open_call, name="open_call"),
    path("utlysningar/formular/", form_versions.form_versions, name="forms"),
    path("utlysningar/formular/valj/", form_versions.choose_form, name="choose_form"),
    path("utlysningar/formular/<int:pk>/", form_versions.edit_form, name="edit_form"),
    path("utlysningar/formular/<int:pk>/ta-bort/", form_versions.remove_form, name="remove_form"),
    path("utlysningar/<int:number>/", calls.call, name="call"),
    path("utlysningar/<int:number>/andra/", calls.edit_call, name="edit_call"),
    path("utlysningar/<int:number>/forlang/", stuck.extend_call, name="extend_call"),
    path("utlysningar/<int:number>/ta-bort/", calls.remove_call, name="remove_call"),
    path("utlysningar/<int:number>/ansok/", writing.start, name="start"),
    path("ansokningar/", reading.applications, name="applications"),
    path("ansokningar/<int:number>/", reading.application, name="application"),
    path("ansokningar/<int:number>/budget.xlsx", budget.download, name="download_budget"),
    path("ansokningar/<int:number>/skriv/", writing.write, name="write"),
    path("ansokningar/<int:number>/skriv/insatsen/", writing.facts, name="write_facts"),
    path("ansokningar/<int:number>/skriv/budget/", budget.write_budget, name="write_budget"),
    path("ansokningar/<int:number>/skriv/budget/las-in/", budget.upload, name="upload_budget"),
    path("ansokningar/<int:number>/skriv/budget/angra/", budget.undo, name="undo_upload"),
    path(
        "ansokningar/<int:number>/skriv/overenskommelse/",
        writing.agreement,
        name="write_agreement",
    ),
    path("ansokningar/<int:number>/skriv/skicka/", signing.send, name="send"),
    path("ansokningar/<int:number>/skriv/<slug:section>/", writing.answers, name="write_section"),
    path("ansokningar/<int:number>/skriv-under/", signing.sign, name="sign"),
    path("ansokningar/<int:number>/skriv-under/neka/", signing.refuse, name="refuse"),
    path("ansokningar/<int:number>/forlang/", stuck.extend, name="extend"),
    path("ansokningar/<int:number>/avskriv/", stuck.write_off, name="write_off"),
    path("ansokningar/<int:number>/ta-tillbaka/", signing.recall, name="recall"),
    path("ansokningar/<int:number>/aterkalla/", signing.withdraw, name="withdraw"),
    path("ansokningar/<int:number>/registrera/", office.register, name="register"),
    path("ansokningar/<int:number>/handlaggare/", office.assign, name="assign"),
    path("ansokningar/<int:number>/tjansteutlatande/", office.statement, name="statement"),
    path(
        "ansokningar/<int:number>/tjansteutlatande/fardigstall/",
        office.complete,
        name="complete_statement",
    ),
    path(
        "ansokningar/<int:number>/tjansteutlatande/oppna/",
        office.reopen,
        name="reopen_statement",
    ),
]
