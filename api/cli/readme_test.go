package cli_test

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the README shows anew")

// What the README shows is what the program answers. Only the hash of the book, which every new figure changes, is left out.
func TestTheReadmeShowsTheTruth(t *testing.T) {
	const file = "../../README.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const prompt = "```\n$ "
	var out strings.Builder
	rest, shown := string(data), 0
	for {
		before, after, found := strings.Cut(rest, prompt)
		out.WriteString(before)
		if !found {
			break
		}
		command, after, _ := strings.Cut(after, "\n")
		_, rest, found = strings.Cut("\n"+after, "\n```")
		if !found {
			t.Fatalf("%s is not closed", command)
		}
		out.WriteString(prompt + command + "\n" + answerOf(t, command) + "```")
		shown++
	}
	switch {
	case shown < 5:
		t.Errorf("the README shows %d answers", shown)
	case *update:
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	case out.String() != string(data):
		t.Errorf("the README shows other answers than the program gives; go test ./api/cli -update writes them\n%s", out.String())
	}
}

// answerOf runs a command line of the README: "go run . calc FILE …", or "echo '…' | go run . calc - …".
func answerOf(t *testing.T, command string) string {
	t.Helper()
	stdin := ""
	if text, ok := strings.CutPrefix(command, "echo '"); ok {
		stdin, command, _ = strings.Cut(text, "' | ")
	}
	args := strings.Fields(strings.TrimPrefix(command, "go run . "))
	t.Chdir("../..")
	_, stdout, stderr := run(stdin, args...)
	t.Chdir("api/cli")
	answer, _, _ := strings.Cut(stdout, "\nruleset ")
	return answer + stderr
}
