"""What puts things on the screen: frame, filters, cards, tables, files, styles; the reader's choice in the URL.

In: charts, tables, text.
Out: elements of the page.
"""
