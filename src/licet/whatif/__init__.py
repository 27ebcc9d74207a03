"""What if: one scenario in, one result out, and every number with its interval, its assumptions and its rules."""
