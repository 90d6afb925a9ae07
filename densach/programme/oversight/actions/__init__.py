"""The only writer of this room's tables: an act a function, by register. `stepping` is how every act goes.

difficulties    raised, answered, sent up, settled, reopened
inspections     prepared, issued, visits planned, closed
visits          held, findings, recommendations, minutes; what units do about them
commendations   called, proposed, agreed, awarded, revoked
practices       offered, recognised, taken up
assessments     recorded, compared, answered
reviews         begun, written, submitted, decided
"""
