"""The demonstration: an invented inbox on an embedded IMAP server, which the real agent then protects."""
