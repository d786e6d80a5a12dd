from __future__ import annotations

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "samordna.flows"
    label = "flows"
    verbose_name = "Flöden"

    def ready(self) -> None:
        from samordna.flows import (
            coming,
            letters,
            menu,
            papers,
            services,
            thread,
            today,
            unattended_today,
        )
        from samordna.flows.letters.sent import follow as follow_sent
        from samordna.flows.letters.truth import why_untrue
        from samordna.flows.starting import checklist
        from samordna.flows.subjects.application import ApplicationSubject
        from samordna.flows.subjects.appointment import AppointmentSubject
        from samordna.flows.subjects.earlier_item import EarlierItemSubject
        from samordna.flows.subjects.previous_minutes import PreviousMinutesSubject
        from samordna.flows.subjects.proposal import ProposalSubject
        from samordna.journal import following
        from samordna.letters import sent, truth
        from samordna.meetings import subjects
        from samordna.parties import changes
        from samordna.web.shared import SharedPages, provide

        provide(
            SharedPages(
                menu=menu.menu_for,
                tasks=today.tasks_for,
                coming=coming.coming_for,
                thread=thread.thread_of,
                papers=papers.readable,
                checklist=checklist.checklist,
            )
        )
        # In this order a meeting's planning page offers them.
        subjects.provide(
            (
                ApplicationSubject(),
                ProposalSubject(),
                EarlierItemSubject(),
                AppointmentSubject(),
                PreviousMinutesSubject(),
            )
        )
        changes.provide(
            services.retell_appointment, services.what_holds_mandate, unattended_today.left_by
        )
        following.provide(letters.follow)
        sent.provide(follow_sent)
        truth.provide(why_untrue)
