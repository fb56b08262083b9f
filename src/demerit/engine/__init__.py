"""The engine: who is there, what happens, what counts; plain to read, compiled to run, alike to the bit."""
