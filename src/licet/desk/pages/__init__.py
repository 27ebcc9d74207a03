"""The pages of the desk, one room a file; a room's templates lie in the folder of its name."""
