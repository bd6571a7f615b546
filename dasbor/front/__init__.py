"""The front door of several areas of government: each has a process of its own, started when somebody asks for it.

In: pemda.toml, requests of readers.
Out: the page that lists all, and to each process the requests below its address.
"""
