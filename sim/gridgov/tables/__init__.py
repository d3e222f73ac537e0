"""What both engines start from: tables in seconds, metres and fen; no unit is converted beyond this point."""
