"""What a user reads: words, sentences and faults, in English and Chinese."""
