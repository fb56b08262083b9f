"""The engine: who is there, what happens, what it counts; plain to read, compiled to run, the same to the bit."""
