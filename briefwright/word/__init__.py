"""The Word file: `write` makes it from a Layout, `read` reads its Marks back from the bytes.

Raw OOXML is known here alone. `write` and `read` know nothing of each other.

write              the story: a Layout → the bytes of a .docx
writer_state       what one file collects while it is written: ids, bookmarks, links, parts

From HTML to pieces (paragraphs, tables, the marks of controls and sections between them):

body               each element by its role → pieces
frame              what the elements around a block take of the page's width
paragraphs         headings, paragraphs, captions and pictures
tables             tables of the content
table_cells        their CSS → how each cell looks
table_style        what cells have in common → Word's table style
side_by_side       key figures and parallel columns: tables without rules
contents           tables of contents, of figures and of tables
pieces             what a page is cut into, and how CSS boxes close around it
assembly           pieces → what stands in the body or a cell

Inside a paragraph:

runs               words, links, calls of notes, references → runs
line               white space, case and direction while a paragraph's words are set
fields             numbers of captions, references, page numbers
notes              footnotes
drawings           pictures
charts/            native charts with their workbooks

Styles and numbering:

formatting_values  computed CSS → the values that Word has for it
formatting         such values → WordprocessingML, as far as they differ from a style's
named_styles       the theme's samples → the named styles
styles             named styles → styles.xml
numbering          bullets, ordered lists, numbered headings → numbering.xml
fonts              what Word must know of the fonts in use
embedding          the fonts themselves, inside the file
languages          what Word calls a language
theme              the theme's fonts and colours → theme1.xml

Pages:

headers_footers    sections: size, margins, heads and feet
running            a head's or foot's words → runs, with fields for what changes by page
watermark          the word across a draft

The package:

package            an empty document, properties, the same bytes each time
corporate          an organisation's own Word file as the beginning of ours
corporate_content  what of it may go into ours, and what stays out
corporate_cleaning one part of it → what of that is listed
corporate_statements  what its heads and feet must say
settings           settings.xml
ooxml              elements in their namespaces, in the schema's order

Reading back:

read               the bytes of a .docx → its Marks
read_fonts         how wide a word is in a font inside the file
read_places        where names that nobody sees stand, where inner links lead
counting           the numbers that Word would print
"""
