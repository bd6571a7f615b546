"""Who and where: areas, cooperatives across quarters, groups, people; what is in doubt is asked, never guessed.

In: typed rows, reference data, what is already known, answers of staff.
Out: codes and ids beside the rows, questions with likely answers.
"""
