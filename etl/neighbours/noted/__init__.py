"""What stands beside packages and their ledger: where it ends, what other servers wrote, which packages were refused.

In: lines of the ledger as they were written, here or on another server of one catalog; packages that were not taken.
Out: whether lines are missing; one ledger on all servers; sentences about packages that were refused.
"""
