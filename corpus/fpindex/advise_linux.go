package fpindex

import "syscall"

// advice is what the system is told about a map of a file, or a part of it
// that begins with a page.
type advice int

const (
	unneeded   advice = syscall.MADV_DONTNEED   // its pages need not count as memory of this process
	scattered  advice = syscall.MADV_RANDOM     // it is read here and there
	sequential advice = syscall.MADV_SEQUENTIAL // it is read from the beginning on
	needed     advice = syscall.MADV_WILLNEED   // it is soon read
)

// advise tells the system. Where it does not listen, nothing is lost.
func advise(data []byte, a advice) { _ = syscall.Madvise(data, int(a)) }

// waits is how often the process has waited for a page of a file so far.
func waits() int64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return int64(u.Majflt)
}
