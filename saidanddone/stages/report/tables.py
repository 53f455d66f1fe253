TABLES = []
