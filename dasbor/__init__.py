"""The pages of the dashboard, from questions to a version up to the server.

In: a published version and what the reader chose.
Out: pages, charts, files.
"""
