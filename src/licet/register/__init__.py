"""The license register as pure law: events, tables, states by replay, clocks.  Nothing here stores."""
