"""Who follows when the leader tightens an export control: a game of allies, fitted to their moves."""
