//go:build unix && !solaris && !aix

package cli

import (
	"os"
	"syscall"
)

// hold tells whether a file could be taken for this run: it is, until it is closed or the process ends, however it ends.
func hold(f *os.File) bool { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil }
