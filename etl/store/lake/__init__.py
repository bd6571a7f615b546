"""The catalog that several servers share: DuckLake on PostgreSQL. No extension is loaded unless the operator asks.

In: a finished version of this server; what other servers published.
Out: the version in the catalog in one transaction; versions of others as files of this server.
"""
