"""The closed list of Word files: what may stand in one, and the reader that knows only this.

parts      files of the package, relationships, what pictures and fonts are made of
elements   elements and attributes of the XML, their values and words
grammar    the rows of `elements` → what a reader asks of one element
archive    the bytes of the zip file
media      pictures and fonts
read       a finished file → all that isn't on the list
"""
