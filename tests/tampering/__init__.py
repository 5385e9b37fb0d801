"""Finished files, spoilt in one place each: what an account must see.

Each module takes one format's bytes and gives back others, in which exactly one thing of the
sample page is missing, changed or moved. Nothing is rendered anew.
"""
