"""What each public page shows: one file a page, named like the page in pages/publik.

In: a `Choice` and what the page asks in its URL.
Out: cards, charts, lists and sentences in the order of the page.
"""
