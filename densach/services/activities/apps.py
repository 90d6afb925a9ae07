from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "densach.services.activities"
    label = "activities"

    def ready(self) -> None:
        # Declares the measures of activities in the counting book; reads the tables, which are there only now.
        import_module("densach.services.activities.measures")
        from densach.services.activities.actions.daily import every_run
        from densach.services.activities.actions.stating import state_months
        from densach.services.activities.attendance_holder import register as hold_attendance
        from densach.services.activities.counting import register as count
        from densach.services.activities.enrolment_holder import register as hold_enrolments
        from densach.services.activities.opening import register as open_records
        from densach.services.activities.sheets import declare

        count()
        open_records()
        hold_attendance()
        every_run("activities.stated", state_months)
        hold_enrolments()
        declare()
