"""What charts show of single runs, reckoned from their tables: small and without the tables themselves."""
