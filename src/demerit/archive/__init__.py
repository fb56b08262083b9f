"""What a run keeps: the cube of counts, the manifest that binds it, and the checks that it still holds."""
