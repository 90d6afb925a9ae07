"""The only writer of the room's tables; each part in its module.

planning    activities, who has a part in them, what becomes of them
sessions    sessions are added, moved, called off and taken up again
kinds       kinds of activity
"""

from __future__ import annotations
