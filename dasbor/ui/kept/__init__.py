"""Pages as finished blocks: recorded while their code runs, joined, kept for all who see the same, put on the screen.

In: the code of a page, and what it is looked at for (a `View`).
Out: pieces of HTML, as few as possible, and between them what a reader works with, drawn anew at each run.
"""
