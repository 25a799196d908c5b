"""What site builders need to know of the engine, which knows nothing of them."""
