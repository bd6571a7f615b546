"""How numbers, dates, changes, columns and areas are said in Indonesian.

In: values.
Out: text.
"""
