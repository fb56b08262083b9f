"""M20, M22: triggers: events and dates that move points, and put people on lists or take them off."""
