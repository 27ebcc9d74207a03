"""The watch for leaks: signals on a transfer, on a register's chain and on trade tables, and case files.

A signal is a reason to ask, and no accusation; its silence means nothing.
"""
