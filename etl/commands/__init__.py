"""The command line: what each command is called, which words it takes, and what it answers.

In: the words of `python -m etl …`.
Out: printed sentences or JSON, and the exit code of the contract. Heavy modules are imported where they are needed,
so that --help is quick.
"""
