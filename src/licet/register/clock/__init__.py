"""How authorities count days: calendars, policies, and days at a moment."""
