"""The public log, the operator's side: entries, tree, files, checkpoints, bundles.  See docs/public-log.md."""
