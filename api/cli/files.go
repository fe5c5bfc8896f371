package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// errNoFile is a path at which nothing can be written that gets its name only when it is whole.
var errNoFile = &fs.PathError{Op: "write", Err: errors.New("not a regular file")}

// errRead is a path whose file is read for what would be written there.
var errRead = &fs.PathError{Op: "write", Err: errors.New("read by this command")}

// about says what the system says of a file, in both languages and by the name the file was given. Any other error stays what it is.
func about(name string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	if !errors.As(err, &path) && !errors.As(err, &link) {
		return err
	}
	detail := lang.Text{ZH: err.Error(), EN: err.Error()}
	for _, known := range [...]struct {
		err    error
		zh, en string
	}{
		{errRead, "它就是要读取的文件，不能用结果覆盖；请换一个 -o", "it is a file that is read here, which the result must not replace; give another -o"},
		{errNoFile, "不是普通文件（而是文件夹、设备或管道）", "it is no ordinary file but a folder, a device or a pipe"},
		{fs.ErrNotExist, "没有这个文件或文件夹", "no such file or folder"},
		{fs.ErrPermission, "没有权限", "permission denied"},
		{syscall.ENOTDIR, "路径中有一段不是文件夹", "a part of its path is no folder"},
		{syscall.EROFS, "磁盘是只读的", "the disk is read-only"},
		{syscall.ENOSPC, "磁盘空间不足", "no room is left on the disk"},
		{syscall.EDQUOT, "磁盘配额已用完", "the disk quota is used up"},
	} {
		if errors.Is(err, known.err) {
			detail = lang.Text{ZH: known.zh, EN: known.en}
			break
		}
	}
	return fault.New(fault.FileFailed, "", "name", name, "detail", detail)
}

// named is a file whose errors speak of another name than its own.
type named struct {
	io.Writer
	name string
}

func (n named) Write(b []byte) (int, error) {
	written, err := n.Writer.Write(b)
	return written, about(n.name, err)
}
