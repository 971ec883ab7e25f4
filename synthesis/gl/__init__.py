"""A small deterministic renderer: OpenGL 3.3 through EGL, on a GPU or on Mesa's llvmpipe."""
