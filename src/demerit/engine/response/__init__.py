"""How people change because of what a regime does to them."""
