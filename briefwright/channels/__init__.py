"""The ways by which what was issued reaches its recipients.

by_mail  a plan → the ledger's entries, and the message of each of them
"""
