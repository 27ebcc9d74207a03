"""What if: scenarios chosen and changed, worked out in the background, and read."""
