"""What policies decide before a run: grids, chiefs, companies, desks, and which part is in force where and when."""
