"""Values, life cycles and refusals of activities.

bands      age bands, and which slice a person or a tap falls into
occasions  days of the programme that activities belong to
kinds      what a kind may ask for, and the roles that people have
counting   which measures a closed session counts, by kind and by family of organisation
verbs      what staff may do
"""

from __future__ import annotations
