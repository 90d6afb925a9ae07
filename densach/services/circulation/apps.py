from __future__ import annotations

from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "densach.services.circulation"
    label = "circulation"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.services.circulation.actions.following import register as go_along
        from densach.services.circulation.counting import register as count
        from densach.services.circulation.holders import register as hold
        from densach.services.circulation.opening import register as open_records
        from densach.services.circulation.sheets import declare

        count()
        hold()
        go_along()
        declare()
        open_records()
