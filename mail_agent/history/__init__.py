"""History: what was processed, in one SQLite file that can be rebuilt from evidence and journal."""

from mail_agent.history.database import SCHEMA_VERSION
from mail_agent.history.index import Counts, HistoryIndex
from mail_agent.history.past import MOST_COUNTED
from mail_agent.history.replay import Processed, processed_from, replay

__all__ = [
    "MOST_COUNTED",
    "SCHEMA_VERSION",
    "Counts",
    "HistoryIndex",
    "Processed",
    "processed_from",
    "replay",
]
