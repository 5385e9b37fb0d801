"""What both sides of a build know: the HTML vocabulary, and what is read back from any file.

vocabulary          the closed table of roles: element, parents, Mark, construction in Word
marks               a page or a file → its leaves in order: kind, text, page
boxes               rectangles on a page
assets              named bytes: everything that a page may load
colours             whether one colour can be read on another
limits              how much may be rendered at all
corporate_template  an organisation's own Word file, as far as it is known before Word is written
"""
