"""Layout → one web page that needs nothing else, or an e-mail; and either → Marks.

write             the story: a StyledPage → the bytes of its web page
elements          each element of the markup → what it is on a web page
drawings          pictures, and drawings as SVG inside the page
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
tree              what a browser would build of a page's bytes; ways around in it
statements        a Layout → what its page or its mail must say beside its leaves

mail              a Layout → the body of an e-mail, and a message that holds it
mail_text         the same as plain text
read_mail         a message → its Marks
"""
