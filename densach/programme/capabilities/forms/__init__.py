"""From what was typed to values.

claims      single answers, and the filters of their lists
assessing   a whole checklist
ruling      a rule of proof
amending    a new version of a checklist
"""
