"""What evidence says of a district as a whole, held against runs of the baseline: targets, free parameters, hits and misses."""
