package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fenhao/api"
	"fenhao/api/cli"
	"fenhao/api/store"
	"fenhao/calc/policy"
)

// run runs a command line as main does.
func run(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = cli.Run(args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

const question = `{"city":"wuhan","month":"2026-08","person":{"kind":"employee"},"average_wage":"18000.00","housing_fund":{"employer_rate":"0.12","employee_rate":"0.12"}}`

func TestCalcAnswersAsTheServiceDoes(t *testing.T) {
	code, stdout, stderr := run(question, "calc", "-", "--json")
	if code != 0 || stderr != "" {
		t.Fatal(code, stderr)
	}
	want, err := api.Contributions(policy.Embedded(), []byte(question), 0)
	if err != nil {
		t.Fatal(err)
	}
	var small bytes.Buffer
	if err := json.Compact(&small, []byte(stdout)); err != nil || small.String() != string(want) {
		t.Errorf("%v\n%s\n%s", err, small.String(), want)
	}
}

func TestCalcWritesATable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "question.json")
	if err := os.WriteFile(file, []byte(question), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"zh": "项目        缴纳人      基数  比例     金额  上下限  依据\n住房公积金  单位    18000.00  0.12  2160.00          WH-2.3\n",
		"en": "scheme        payer         base  rate   amount  limit  rule\nhousing fund  employer  18000.00  0.12  2160.00         WH-2.3\n",
	} {
		code, stdout, stderr := run("", "calc", file, "--lang", lang)
		if code != 0 || stderr != "" || !strings.Contains(stdout, want) || !strings.Contains(stdout, "4320.00") {
			t.Errorf("%d %s\n%s", code, stderr, stdout)
		}
	}
}

func TestARefusalIsTheServicesOnStderr(t *testing.T) {
	unequal := strings.Replace(question, `"employee_rate":"0.12"`, `"employee_rate":"0.1"`, 1)
	code, stdout, stderr := run(unequal, "calc", "-", "--lang", "en")
	if code != 1 || stdout != "" || !strings.Contains(stderr, "/housing_fund/employee_rate") || !strings.Contains(stderr, "rates_unequal, WH-2.2") {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
	code, stdout, stderr = run(unequal, "calc", "-", "--json")
	var p api.Problem
	if err := json.Unmarshal([]byte(stderr), &p); err != nil || code != 1 || stdout != "" || p.Code != "rates_unequal" || p.Status != 422 {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
}

func TestExitCodes(t *testing.T) {
	good, bad := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(bad, "nowhere.yaml"), []byte("place: nowhere\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"version"}, 0, policy.Embedded().Hash()},
		{[]string{"--help"}, 0, "serve"},
		{[]string{"policy", "list"}, 0, "wuhan"},
		{[]string{"policy", "list", "--lang", "en"}, 0, "Wuhan"},
		{[]string{"policy", "show", "wuhan"}, 0, "36072.25"},
		{[]string{"policy", "show", "wuhan", "housing_fund.base.ceiling"}, 0, "36072.25"},
		{[]string{"policy", "check", good}, 0, policy.Embedded().Hash()},
		{[]string{"policy", "check", bad}, 1, "nowhere.yaml"},
		{[]string{"version", "--policies", bad}, 1, "nowhere.yaml"},
		{[]string{"policy", "show", "atlantis"}, 1, "atlantis"},
		{[]string{"policy", "show", "wuhan", "nothing"}, 1, "nothing"},
		{[]string{"serve", "--addr", "256.0.0.1:1"}, 1, "256.0.0.1"},
		{[]string{"calc"}, 2, "help"},
		{[]string{"calc", "/does/not/exist.json"}, 2, "exist.json"},
		{[]string{"calc", "-", "--lang", "fr"}, 2, "zh or en"},
		{[]string{"policy"}, 2, "check DIR"},
		{[]string{"policy", "check", "/does/not/exist"}, 2, "exist"},
		{[]string{"serve", "--adr", ":0"}, 2, "adr"},
		{[]string{"serve", "--rate", "-1"}, 2, "rate"},
		{[]string{"serve", "--keep", "0"}, 2, "--keep must be more than 0"},
		{[]string{"nonsense"}, 2, "nonsense"},
	} {
		code, stdout, stderr := run("", c.args...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%v: %d, want %d with %q\n%s%s", c.args, code, c.code, c.says, stdout, stderr)
		}
	}
}

// The service prints its address once it answers, and stops when it is asked to.
func TestServeUntilASignal(t *testing.T) {
	if os.Getenv("FENHAO_SERVE") != "" {
		os.Exit(cli.Run([]string{"--addr", "127.0.0.1:0"}, os.Stdin, os.Stdout, os.Stderr))
	}
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		program := exec.CommandContext(ctx, os.Args[0], "-test.run", "^TestServeUntilASignal$")
		program.Env = append(os.Environ(), "FENHAO_SERVE=1")
		stdout, err := program.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := program.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(stdout).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.Get(strings.TrimSpace(line) + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%d %s", resp.StatusCode, body)
		}
		if err := program.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := program.Wait(); err != nil {
			t.Errorf("after %v: %v", signal, err)
		}
	}
}

// A second service on a data folder does not start, and says in both languages which folder it is and what to do.
func TestServeRefusesAFolderInUse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	first, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Close() }()
	code, stdout, stderr := run("", "serve", "--addr", "127.0.0.1:0", "--data", dir)
	if code != 1 || stdout != "" || strings.Count(stderr, dir) != 2 || !strings.Contains(stderr, "正在使用文件夹") || !strings.Contains(stderr, "Stop it first") {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
}

// With a database a data folder is for workbooks alone, and only its owner's.
func TestServeWithADatabaseAndAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	code, _, stderr := run("", "serve", "--addr", "127.0.0.1:0", "--db", "postgres://nobody@127.0.0.1:1/x", "--data", dir)
	if code != 1 || !strings.Contains(stderr, "cannot use the database") {
		t.Errorf("%d %q", code, stderr)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v %v", info, err)
	}
}
