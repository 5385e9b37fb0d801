"""The ways by which what was issued reaches its recipients.

preparation    what was issued and a list → who gets what, and what makes their messages
by_mail        a plan → the ledger's entries, and the message of each of them
release        what was issued → what of it is for everybody
searching      a release and its pages → the withheld words in them
release_pages  releases → the pages on which everybody finds them
feed           releases → an Atom feed
places         a folder or a bucket that files are published in
publishing     files → put there once, read again and compared
"""
