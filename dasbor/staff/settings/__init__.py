"""Pieces of the settings page: the fields of one year, deadlines of the RAT and the PDRB.

In: what is in force, and what was typed.
Out: fields; what is otherwise, or a sentence for each field that cannot be.
"""
