"""What conditions count and measure of somebody: records and listings in a window, lengths since."""
