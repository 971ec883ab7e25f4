"""Camera-based form checker for Achilles-tendon stretches and exercises."""
