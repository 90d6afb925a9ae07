"""The only door for readers of the room: everything is read, nothing kept but self-assessments.

numbers       the numbers of ISO 2789 for many libraries at once, and the ratios of ISO 11620
reports       the page of reports, each a table with its drawing
assessments   self-assessments, who has not sent theirs
papers        the self-assessment and a report as papers
"""
