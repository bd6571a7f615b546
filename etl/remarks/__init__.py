"""What staff or the mayor's office say beside a figure: a sentence for an indicator, an area and a quarter.

In: who says what about which figure.
Out: files of the archive that later versions find again; withdrawn ones stay and are no longer shown.
"""
