//go:build unix && !linux

package child

import "syscall"

// limitProcess bounds CPU time; memory is under watch.
func limitProcess(int64) {
	set(syscall.RLIMIT_CORE, 0)
	set(syscall.RLIMIT_CPU, cpuSeconds)
}
