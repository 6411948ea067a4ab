"""The dashboard: two scenarios side by side in a browser, and one world to look into."""
