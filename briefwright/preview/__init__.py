"""A briefing while it is written → its text and its pages in a browser, new with each save.

choices   which editions there are to look at
making    what a worker does: a folder → the text of an edition, its pages as pictures, its faults
changes   leaves before and after → what changed
view      what a browser shows of an edition; each result that comes in makes a new one
building  saves and readers → work, in limited processes → views
events    views → server-sent events
app       addresses → answers: the page, its events, texts and pictures
security  who may ask, and what a browser may load
server    an app at an address of this machine alone, until it is stopped
"""
