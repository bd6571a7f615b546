"""Pieces of the dictionary page: cooperatives that were taken for two are joined, two for one are separated.

In: what staff choose there.
Out: what would change, and the version that makes it so.
"""
