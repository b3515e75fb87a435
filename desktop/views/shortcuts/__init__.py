"""What the keys do, and the sheet that says so."""
