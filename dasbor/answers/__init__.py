"""What is said and drawn of a choice, wherever it is shown: sentences, figures beside one another, charts, sources.

In: a choice.
Out: sentences, figures, charts; nothing of a page.
"""
