"""The only writer of the room.

takes      begin, scan, close, open again, drop
settling   what becomes of missing, misplaced and unexpected copies
weeding    lists: made, judged by a council, decided by a paper, carried out
"""
