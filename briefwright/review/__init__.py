"""A Word file that others have worked on → what they changed, and the briefing with it.

returned     files that came back, where everything stands → what their reviewers changed
combining    the findings of several files → one list
reviewing    the story: what went out, what came back, the edition → what was changed
sending      an edition's Word file → the one that goes out for review, and where that is kept
opening      what came back → its parts, or a sentence that says why it isn't opened
reading      a Word file → its paragraphs and comments, with what is tracked in them
settling     paragraphs as tracked → as they are with all of that accepted, or rejected
comment_parts  the comments in it: who, when, on what, in answer to whom
alignment    the paragraphs that went out and those that came back → which became which
original     the edition as it is now: what each paragraph says, and how that is written
wording      a text as written, as printed, as printed now → as it has to be written
rewording    a paragraph with other words → its text, or the fact in it, written anew
rearranging  paragraphs that are new or gone → blocks, items, rows put in and taken out
comments     comments in the margin → remarks beside the blocks that they are about
proving      each change tried: what it prints is what came back
translation_rows     a translation's file → its rows, and what prints in them
translation_writing  rows → the Word file for a translator
translation_reading  what a translator sent back → what is written, row by row
declined     changes that somebody did not want written, and is not asked about again
findings     what a review found, as values
"""
