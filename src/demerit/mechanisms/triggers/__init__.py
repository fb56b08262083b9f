"""M20, M22: triggers: events that move points, and put people on lists or take them off."""
