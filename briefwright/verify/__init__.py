"""What is proven of finished files: parity with their edition, and nothing that is withheld.

parity      edition ↔ HTML ↔ each file: the Account
disclosure  withheld words, names and numbers, looked for in the finished bytes
"""
