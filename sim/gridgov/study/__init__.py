"""Many runs: plans, designs, the store of results, and whoever works through them."""
