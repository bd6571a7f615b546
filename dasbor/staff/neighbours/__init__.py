"""Pieces of the page of other areas of government: a package is looked at and taken, a line of the ledger undone.

In: a package that somebody drops; the ledger of packages.
Out: the same, taken or undone, by whoever may.
"""
