"""The law as one SQL text for DuckDB, for sites that may run nothing else.

It is made of the same circuit that ``licet.columns`` runs (``docs/sql.md``).  What SQL cannot say gives
its row a fault; it never gives another answer.
"""
