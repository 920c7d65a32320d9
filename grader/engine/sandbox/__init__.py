"""The outside of the walls: how a sandbox is started, limited and isolated."""
