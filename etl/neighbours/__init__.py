"""Figures of other areas of government, from their signed data packages: checked, kept as received, undone.

In: a data package (paket.zip) of another installation.
Out: its file in the archive, a line in the ledger, one file of tables of all that is held; sentences for what is wrong.
"""
