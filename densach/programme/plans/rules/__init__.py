"""Pure rules of the room: life cycles, words, checks of what people write, and the lit text.

refusals     what is said no to
lifecycle    TRANSITIONS, ROW_TRANSITIONS
vocabulary   kinds of targets, types and levels of institutions, cycles
values       what may be written into a row
marking      rows lit up in the text
figures      values of targets in words
"""
