"""Whom to put first: areas behind the target, cooperatives and groups to visit. One rule for all pages.

In: a `Choice`, the points of the rule where a reader changed them.
Out: tables in the order in which they are put first, with what each lacks.
"""
