"""What must be kept: officers, screening runs, decisions on hits, determinations, holds, the log."""
