"""Said and Done: from what was said to what was done, with the thread kept."""
