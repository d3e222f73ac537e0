"""What many runs say together: paired differences, intervals, and the words and files for them."""
