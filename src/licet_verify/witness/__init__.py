"""A witness: remembers the last checkpoint of a log, and cosigns only what continues it.

It looks at no entry and knows nothing of licenses.  An operator who shows two readers two histories
needs the witness to sign both, and it signs one.
"""
