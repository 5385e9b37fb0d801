"""Texts and blocks changed where they are read: in the web page of an edition.

editions      folders → drafts, editions and their web pages, each read once until a file changes
fields        a key of the dictionary and what it says → its field
record_forms  a block, an item, a row → its form
new_forms     a kind of block → the form of a new one
steps         a block → where it may go: up, down, into another section, away
origins       an address of an edition → where what stands there comes from
passages      an address of an edition → what is written there, its block, its form
examples      a kind of block → the smallest one of it
lines         what a form says of something new → its lines as YAML
change_forms  a form that was sent → changes
pages         addresses → pages
"""
