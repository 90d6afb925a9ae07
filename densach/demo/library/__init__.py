"""The libraries of the demo: works, copies, readers, and a year at the desk, all through the actions that people use.

works     what stands in the catalogue: real works, told by facts alone
readers   invented readers, some of them children with a guarantor
days      who borrowed what on which day
"""

from __future__ import annotations
