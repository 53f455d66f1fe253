"""The numbers: pure functions over counts and matrices. One module a method; each reads as its formula."""
