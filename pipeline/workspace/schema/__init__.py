"""What may stand in the TOML files of a workspace: the only pydantic of the project."""
