"""The only door for readers of the room.

takes      what should stand there, what was scanned, what is still to find
weedings   lists, what rules propose, when the next weeding is due
words      how outcomes are settled, in words
papers     minutes and lists as official papers
"""
