"""What certificates say, how they are numbered and drawn, what is refused.

filling    placeholders of a template and their values
refusals   what is refused
sheet      the certificate as PDF
"""

from __future__ import annotations
