"""What is for one session only: the dashboard on a draft, and files that are made for whoever asks.

In: a draft's address, a function that makes a file.
Out: a preview to bind, a banner, links that answer one session.
"""
