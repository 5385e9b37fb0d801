"""What was issued: kept as it went out, never overwritten, and made again from what it was made of.

manifest      what an issued edition consists of, and what it was made of ↔ JSON
archive       the folder of all that was issued: added to, listed, checked
reproduction  files made again, and those that were issued → what differs
"""
