"""Questions of the reports that leave the house: all areas at once, trainings by their funding, several years.

In: a `Choice`.
Out: tables (pandas), as far as the register of the quarter can tell them.
"""
