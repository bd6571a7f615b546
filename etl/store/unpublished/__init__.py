"""What is not published yet and has to be looked at: previews of drafts, and drafts handed in for approval.

In: what the upload page hands on.
Out: files for their owner only, in no backup, gone after fourteen days.
"""
