//go:build !unix

package storetest

import "os/exec"

func asUser(*exec.Cmd, string) error { return errNotInstalled }
