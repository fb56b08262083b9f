"""Whom a regime is about: who holds a licence or an account, who is a member, who joins and leaves."""
