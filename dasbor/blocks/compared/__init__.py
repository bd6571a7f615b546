"""Areas and quarters held against each other: who is furthest behind, who moved, two side by side, whom work reached.

In: a `Choice`.
Out: sentences, tables and charts, not yet on the screen.
"""
