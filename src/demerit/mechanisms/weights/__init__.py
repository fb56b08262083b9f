"""M10, M03: factors of the points that records bring, by condition; those by tier are among them."""
