package fault

import (
	"fmt"
	"runtime"
	"strings"
)

// Recovered is the internal error of a panic, for the deferred function that has recovered from it. It says where the panic came from, and
// nothing of its value: there may be somebody's wage in it.
func Recovered() error {
	var where []string
	callers := make([]uintptr, 32)
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
	for {
		f, more := frames.Next()
		where = append(where, fmt.Sprintf("%s:%d", f.Function, f.Line))
		if !more {
			return fmt.Errorf("%w: panic in %s", New(InternalError, ""), strings.Join(where, " "))
		}
	}
}
