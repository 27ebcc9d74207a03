"""Time Licet beside other engines: ``python -m benchmarks``; see docs/benchmarks.md."""
