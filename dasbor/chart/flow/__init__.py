"""What became of cooperatives: cohorts followed over quarters, statuses from one register to another.

In: tables of `dasbor/query`.
Out: charts and sentences.
"""
