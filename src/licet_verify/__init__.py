"""The stranger's side of the public log: programs that believe nothing the operator says.

Written from RFC 9162, the C2SP specifications and docs/public-log.md alone.  Nothing here imports
``licet`` and nothing of ``licet`` is needed to run it: Python and ``cryptography`` are enough, so
that a mistake or a lie in the register cannot also sit in what checks the register.

- ``python -m licet_verify BUNDLE``: does a bundle hold, and where not?
- ``python -m licet_verify.monitor DIR|URL``: re-read a whole log.
- ``python -m licet_verify.witness``: remember a log's last checkpoint, and cosign what follows.
"""
