// Reads a JSON list of regular expressions and writes, for each, whether Go's reader of RE2 accepts it.
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
	accepted := make([]bool, len(texts))
	for at, text := range texts {
		_, err := syntax.Parse(text, syntax.Perl)
		accepted[at] = err == nil
	}
	if err := json.NewEncoder(os.Stdout).Encode(accepted); err != nil {
		panic(err)
	}
}
