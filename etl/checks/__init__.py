"""Is it plausible: inside a table, against last quarter, against totals; what publishing would change.

In: matched rows and what is published.
Out: findings, sanity gates, the list of changes; no value is altered here.
"""
