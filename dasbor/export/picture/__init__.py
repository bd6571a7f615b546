"""A chart as a picture that leaves the page: with headline, subtitle, sources and version in it.

In: a request with an indicator.
Out: SVG, PNG.
"""
