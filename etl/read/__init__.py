"""Look at an untrusted file and read it in a limited child process: values, and the signs that readers hide.

In: bytes and a file name.
Out: `model.Workbook`: sheets as grids of cells, and findings about the file.
"""
