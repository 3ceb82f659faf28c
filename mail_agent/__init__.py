"""Octets in, evidence and mailbox actions out."""
