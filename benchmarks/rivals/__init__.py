"""The same decision in Licet and in other engines, on the rules of benchmarks/subset."""
