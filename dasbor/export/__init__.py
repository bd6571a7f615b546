"""What leaves the house: each product as a file, declared once. Knows no page and no Streamlit.

In: a request: version, quarter, area, with or without KKMP.
Out: bytes in the format that the file's ending names.
"""
