"""Open data: all figures of a version with their definitions and areas, as a signed data package (Frictionless).

In: a version.
Out: files of CSV and JSON, their description, and all of them as one ZIP.
"""
