"""Maps of rates: tiles placed like the real city, or the boundaries that the operator supplies.

In: rates by area and the position or outline of each.
Out: `Chart`.
"""
