//go:build !unix || solaris || aix

package cli

import "os"

// hold: on Windows a file that is open is not removed, which is as good.
func hold(*os.File) bool { return true }
