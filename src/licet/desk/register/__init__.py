"""The register at the desk: who acts, forms made of the tables, what pages show of cases, licenses and the log."""
