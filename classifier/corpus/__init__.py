"""Checks of our own labelled corpus as code: `python -m classifier.corpus` runs them all.

Each check is a function from the corpus's messages to a `Section` of the report. What a section prints names
messages by id alone: no text of an abusive message is ever written.
"""
