"""An edition's account → the files in which it is kept: a page to read and hand on, and JSON.

page     the page, its pictures, and the checks by name
"""
