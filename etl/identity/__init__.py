"""Which published cooperatives staff joined or separated, and which rows bear another id since.

In: a version's file, decisions of staff.
Out: the decisions in force, what they mean for an id, rows under other ids.
"""
