"""Lembar Wali Kota: one A4 page of sentences made from data, as HTML, PDF, picture and text.

In: a request.
Out: a `Brief`: sentences with the figures that they show and the views that they lead to; and its files.
"""
