"""Tables as files: CSV and XLSX that open correctly in an Indonesian Excel and cannot carry a formula of a workbook's.

In: tables with the names of their columns, notes, rates to be counted in the sheet, charts.
Out: bytes.
"""
