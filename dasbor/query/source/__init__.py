"""What every question stands on: its statement, and the version opened with the names that its reader may see.

In: a choice, the stem of a statement.
Out: a cursor, SQL.
"""
