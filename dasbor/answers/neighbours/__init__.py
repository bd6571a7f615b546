"""What is said and drawn of areas of government side by side: sentences, charts, what their figures differ in.

In: a scene (indicator, quarter, which cooperatives) and rows of areas.
Out: sentences, tables in words, `Chart`.
"""
