"""Where versions and their records live, and how one is opened, begun and made current. Nobody else knows.

In: typed tables to load; the number of a version to open.
Out: read-only connections with the rules of the field; the next version, durable.
"""
