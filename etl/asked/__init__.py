"""What only staff can say about a table, asked and read as answered: headings, words, addresses, rows, dates.

In: located tables, sheets without one, the answers given with a check and the remembered ones.
Out: the tables as answered, open questions with likely answers.
"""
