"""Values to bytes and back; one module per specification, all pure."""
