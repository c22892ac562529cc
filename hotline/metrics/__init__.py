"""What can be watched of a running service, in the form that Prometheus reads.

Each worker counts what it sees into files that all of them share; whichever has the port tells the figures of all.
Prometheus' library is imported in ``meters`` and ``teller``, and these only where HOTLINE_METRICS is set.
"""

from hotline.metrics.folder import FILES, shared_folder

__all__ = ["FILES", "shared_folder"]
