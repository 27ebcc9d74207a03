"""What must be kept: officers, screening runs, decisions on hits, determinations, holds, the log.

``licet.store.store.Store`` is the way in.  Low to high: ``plain`` (one form of data), ``states`` (the
rules of a hit, without a database), ``model`` (values), ``keys``; ``tables`` and ``migrations``; ``engine``
and ``work`` (transactions, the log); one module a thing kept; ``store``.  Importing this package alone loads
no database.
"""
