"""From the bytes of a workbook to a published version: the stages, in the order of the rooms below.

In: a workbook, the reference data of the installation, what is already published.
Out: findings and a result to look at; after publishing the next version and its record.
"""

import os

# lxml, which came with another package, would write and read workbooks in another way than the one that is tested here.
os.environ.setdefault("OPENPYXL_LXML", "False")
