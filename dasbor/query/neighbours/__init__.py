"""Questions about other areas of government: what was received of them, beside what this installation published itself.

In: an indicator, a quarter, which cooperatives count; a choice of the own version, or none.
Out: one row for each area of government, as tables.
"""
