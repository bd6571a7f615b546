"""What all servers see beside the catalog: a folder, or a bucket of an S3 service.

In: where it is.
Out: plain files by name, for the archive; whether the place is there, and its clock. DuckDB writes tables there itself.
"""
