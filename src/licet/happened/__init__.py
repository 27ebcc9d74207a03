"""What happened: dated policy events, where each stands, and which rule each became.

The events that come with Licet lie in ``events/`` as TOML, a file a year; those that an editor
adds lie in the store.  An event is a report of the world, never law: nothing here decides.
"""
