// Reads a JSON list of regular expressions and writes how many groups Go's reader of RE2 finds in each; -1 where it refuses it.
package main

import (
	"encoding/json"
	"os"
	"regexp/syntax"
)

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	groups := make([]int, len(texts))
	for at, text := range texts {
		groups[at] = -1
		if read, err := syntax.Parse(text, syntax.Perl); err == nil {
			groups[at] = read.MaxCap()
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(groups); err != nil {
		panic(err)
	}
}
