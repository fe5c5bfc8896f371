package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// What the system says of a file is said in both languages, by the name that was given.
func TestErrorsOfFiles(t *testing.T) {
	for _, c := range []struct {
		err    error
		zh, en string
	}{
		{&fs.PathError{Op: "write", Path: "/x/.out.csv.123", Err: syscall.ENOSPC}, "文件“out.csv”：磁盘空间不足。", `The file "out.csv": no room is left on the disk.`},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.EACCES}, "文件“out.csv”：没有权限。", `The file "out.csv": permission denied.`},
		{&fs.PathError{Op: "read", Path: "/x", Err: errors.New("odd")}, "文件“out.csv”：read /x: odd。", `The file "out.csv": read /x: odd.`},
		{errNoFile, "文件“out.csv”：不是普通文件（而是文件夹、设备或管道）。", `The file "out.csv": it is no ordinary file but a folder, a device or a pipe.`},
	} {
		l := fault.All(about("out.csv", c.err))
		if len(l) != 1 || l[0].Code != fault.FileFailed || l[0].Message(lang.ZH) != c.zh || l[0].Message(lang.EN) != c.en {
			t.Errorf("%v: %v", c.err, l)
		}
	}
	if about("out.csv", nil) != nil || !errors.Is(about("out.csv", io.ErrUnexpectedEOF), io.ErrUnexpectedEOF) {
		t.Error("what is no error of a file is not left as it is")
	}
}

// What is no ordinary file is never replaced, and a link stays one.
func TestFilesAreReplacedAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	file, link, folder := filepath.Join(dir, "file.csv"), filepath.Join(dir, "link.csv"), filepath.Join(dir, "folder.csv")
	if err := errors.Join(os.WriteFile(file, []byte("old"), 0o600), os.Symlink(file, link), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	text := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	if err := writeWhole(link, text); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "new" {
		t.Errorf("%s %v", got, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	for _, name := range []string{os.DevNull, folder} {
		err := writeWhole(name, text)
		if l := fault.All(err); len(l) != 1 || !strings.Contains(l[0].Message(lang.EN), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%v %v", info.Mode(), err)
	}
}
