"""Pictures become poses."""
