"""What staff get back: marked workbook, template, prefilled register, the words of the command line.

In: a result or the declarations.
Out: workbooks as bytes, sentences, one JSON object.
"""
