"""Layout → one web page that needs nothing else, and such a page → Marks.

write             the story: a Layout → the page's bytes
elements          each element of the markup → what it is on a web page
drawings          pictures, and drawings as SVG inside the page
notes             notes at the end of the page, links there and back
frame             what stands around the text: properties, signs, the way past them
stylesheet        the theme's stylesheets, as far as screens follow them; screen.css
dark              colours for a dark screen, with the same contrasts
fonts             the theme's fonts, cut to the letters in use
serialising       a tree → bytes in the one form that a page may have

read              a page → its Marks, by a pass of our own over what a browser would build
read_closed       what stands in a page and isn't on the closed list
read_visibility   texts that nobody could see
read_statements   what a page says beside its leaves
closed_list       elements, attributes, properties of CSS that may stand in a page
statements        a Layout → what its page must say beside its leaves
"""
