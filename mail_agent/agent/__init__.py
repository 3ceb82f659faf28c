"""The loop: looks at what is new, judges it, and carries out the plan so that no crash can lose a message."""

from mail_agent.agent.custody import Custody, Settled
from mail_agent.agent.scan import Agent, Handled, Options, ScanResult
from mail_agent.agent.watch import watch

__all__ = ["Agent", "Custody", "Handled", "Options", "ScanResult", "Settled", "watch"]
