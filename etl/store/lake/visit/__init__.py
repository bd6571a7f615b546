"""One visit to the shared catalog: its thread, its locks, its connections, and the one that stays open for the next.

In: what is to be asked or written inside a visit.
Out: what that returns, or after how long nobody waited any more.
"""
