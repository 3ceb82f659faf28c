"""Text in, calibrated scores out; knows nothing of mail."""
