import { goComment, goLiteral } from "../../lib/escape/go.js";
import {
  failureComment,
  missingToken,
  pictures,
  timeoutSeconds,
  tokenVariable,
  type SampleCall,
} from "./sample-call.js";
import type { SampleLanguage } from "./sample-language.js";

/** For Go 1.19 and later, without a module. The form is that of gofmt. */
export const go = {
  language: "go",
  label: "Go",
  lang: "Go",
  comment: "//",
  file: (operationId: string) => `${operationId}/main.go`,
  command: (operationId: string) => `go run ./${operationId}`,
  // With it, `go run` finds the samples. They import nothing.
  shared: { "go.mod": "module samples\n\ngo 1.19\n" },
  source(call: SampleCall) {
    const address = goLiteral(`${call.server}${call.path}?${call.tokenParameter}=`);
    const lines = [
      goComment(call.summary),
      "package main",
      "",
      "import (",
      ...(pictures(call).length === 0 ? [] : [`\t"encoding/base64"`]),
      `\t"encoding/json"`,
      `\t"errors"`,
      `\t"fmt"`,
      `\t"net/http"`,
      `\t"net/url"`,
      `\t"os"`,
      `\t"time"`,
      ")",
      "",
      "func main() {",
      "\tif err := run(); err != nil {",
      "\t\tfmt.Fprintln(os.Stderr, err)",
      "\t\tos.Exit(1)",
      "\t}",
      "}",
      "",
      "func run() error {",
      `\ttoken := os.Getenv(${goLiteral(tokenVariable)})`,
      `\tif token == "" {`,
      `\t\treturn errors.New(${goLiteral(missingToken)})`,
      "\t}",
      "",
      "\tform := url.Values{}",
      ...call.fields.flatMap((field) =>
        field.kind === "text"
          ? [set(field.name, goLiteral(field.value))]
          : [
              `\t${field.variable}, err := os.ReadFile(${goLiteral(field.file)})`,
              "\tif err != nil {",
              "\t\treturn err",
              "\t}",
              set(field.name, `base64.StdEncoding.EncodeToString(${field.variable})`),
            ],
      ),
      ...(call.optional.length === 0 ? [] : ["\t// Optional:"]),
      ...call.optional.map(({ name, value }) => set(name, goLiteral(value)).replace("\t", "\t// ")),
      `\taddress := ${address} + url.QueryEscape(token)`,
      "\tclient := http.Client{",
      `\t\tTimeout:       ${String(timeoutSeconds)} * time.Second,`,
      // The token and the pictures are for this address alone.
      "\t\tCheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },",
      "\t}",
      "\tresponse, err := client.PostForm(address, form)",
      "\tif err != nil {",
      "\t\t// The error itself names the address, and so the token. Its cause does not.",
      `\t\treturn fmt.Errorf("the call failed: %w", errors.Unwrap(err))`,
      "\t}",
      "\tdefer response.Body.Close()",
      "\tif response.StatusCode != http.StatusOK {",
      `\t\treturn fmt.Errorf("HTTP %s", response.Status)`,
      "\t}",
      "",
      "\tvar answer struct {",
      "\t\tStatus  string",
      "\t\tMessage json.RawMessage",
      "\t}",
      "\tif err := json.NewDecoder(response.Body).Decode(&answer); err != nil {",
      "\t\treturn err",
      "\t}",
      "\tfmt.Println(answer.Status)",
      `\tif answer.Status != ${goLiteral(call.success)} {`,
      `\t\t// ${failureComment}`,
      "\t\treturn errors.New(string(answer.Message))",
      "\t}",
      "\tfmt.Println(string(answer.Message))",
      "\treturn nil",
      "}",
    ];
    return `${lines.join("\n")}\n`;
  },
} as const satisfies SampleLanguage;

function set(name: string, value: string): string {
  return `\tform.Set(${goLiteral(name)}, ${value})`;
}
