package fpindex

import "syscall"

// forget gives the pages of a map of a file back. Where the system refuses,
// nothing is lost.
func forget(data []byte) { _ = syscall.Madvise(data, syscall.MADV_DONTNEED) }
