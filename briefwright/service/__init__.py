"""Briefings in a browser for a whole office: pick one, an audience, a language, and download it.

catalogue   folders → every briefing with its editions, read in a limited process
making      what a worker does: an edition asked for → its files, its pages as pictures
jobs        editions asked for → work, one at a time for each processor; progress, cancelling
users       who may see and do what
pages       addresses that people visit → pages; works without scripts
assembly    all of it → an app
"""
