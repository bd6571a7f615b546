"""What stands beside packages and their ledger: where the ledger ends, and which packages that came were refused.

In: lines of the ledger as they were written; packages that were not taken.
Out: whether lines are missing; sentences about packages that were refused.
"""
