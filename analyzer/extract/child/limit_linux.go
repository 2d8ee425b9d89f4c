package child

import "syscall"

// limitProcess has the kernel refuse memory over the limit, with room for
// what Go reserves in steps of 64 MB, and end a process that computes without
// end although its parent is gone. The address space is left alone: Go and
// the WebAssembly compiler reserve much of it that they never touch.
func limitProcess(memory int64) {
	const room = 256 << 20
	set(syscall.RLIMIT_DATA, uint64(memory)+room)
	set(syscall.RLIMIT_CORE, 0)
	set(syscall.RLIMIT_CPU, cpuSeconds)
}
