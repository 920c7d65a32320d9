"""A class: the pool and the cluster, what is kept of an earlier run, the lock, the log."""
