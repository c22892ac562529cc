"""The console, through the real application and a real browser."""
