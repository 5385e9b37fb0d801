"""A document that somebody wrote elsewhere → the first draft of a briefing.

drafting        the story: what a document says → the files of a briefing, and what is left over
documents       the bytes of a document → its outline, by the kind of file
outline         what a document says: paragraphs, tables, pictures, charts
word_file       a Word file → its outline
word_package    a Word file's parts, styles and lists, where they are safe to read
word_runs       a paragraph's runs, fields and revisions; word_charts, a chart's numbers
captions        a caption without its number, a source without “Source:”
plain_text      a text file → its outline; markdown, a Markdown file;
                front_matter, what stands before it
conversion      what Pandoc reads → a Word file
recognition     what only looks like a heading or an item
languages       the language of a text
shaping         an outline → a draft: sections, lists, figures, sources
draft           the draft as values, which hold the paragraphs of the outline
block_lines     blocks → lines of YAML; markup, the words of a paragraph in it
candidates      numbers, dates and names that stand more than once
offering        those of them that a draft calls, proven to print the same
files           a draft → the files of a folder
trial           those files as the program reads them
"""
