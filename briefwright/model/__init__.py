"""What an author can write: the dictionary of blocks and keys, and the address of everything.

dictionary  every record and block, with its keys, their forms and defaults
keys        the dictionary as a table: which keys a record has, and in which form
addresses   where each thing of a briefing stands: `missions.finding`, `peacekeeping/list-2.items.3`
"""
