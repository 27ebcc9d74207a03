"""A desk whose one user is the operator, and the H200 story of the examples told over it, act by act."""
