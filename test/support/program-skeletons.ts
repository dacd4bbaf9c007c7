/** What a program does, without its texts: two programs that differ in texts only have the same skeleton. */
import ts from "typescript";

/**
 * The tree of a TypeScript or JavaScript program: its statements, names and tags of documentation, with the texts left
 * out.
 *
 * @throws when the compiler cannot parse it
 */
export function scriptSkeleton(name: string, text: string): unknown {
  const fileName = name.replace(/\.d\.ts$/, ".ts");
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const [first] = diagnostics;
  if (first !== undefined) {
    throw new Error(`${name}: ${ts.flattenDiagnosticMessageText(first.messageText, "\n")}`);
  }
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true);
  const { referencedFiles, typeReferenceDirectives, libReferenceDirectives } = file;
  return [
    // What a comment can tell the compiler.
    [referencedFiles, typeReferenceDirectives, libReferenceDirectives].map(({ length }) => length),
    Reflect.get(file, "checkJsDirective") === undefined,
    shape(file),
  ];
}

function shape(node: ts.Node): unknown {
  const children: unknown[] = [];
  ts.forEachChild(node, (child) => {
    children.push(shape(child));
  });
  return [ts.SyntaxKind[node.kind], nameOf(node), tagsOf(node), children];
}

/** The names of a program; a text is a name where it is that of a property. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) || ts.isNumericLiteral(node)) return node.text;
  const isName =
    ts.isStringLiteral(node) &&
    (ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent)) &&
    node.parent.name === node;
  return isName ? node.text : undefined;
}

function tagsOf(node: ts.Node): readonly string[] {
  return ts.getJSDocTags(node).map((tag) => tag.tagName.text);
}

/** Prints the trees of Python programs, with the texts left out; the names of files are its arguments. */
export const pythonSkeletons = `
import ast, json, sys
def shape(node):
    if isinstance(node, ast.AST):
        return [type(node).__name__, [shape(value) for _, value in ast.iter_fields(node)]]
    if isinstance(node, list):
        return [shape(item) for item in node]
    return "text" if isinstance(node, str) and " " in node else type(node).__name__
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        print(json.dumps(shape(ast.parse(file.read(), name))))
`;

/** Prints the instructions of Ruby programs, with the texts left out; the names of files are its arguments. */
export const rubySkeletons = `
require "json"
def shape(node)
  case node
  when Array then node.map { |item| shape(item) }
  when Hash then node.reject { |key, _| key == :node_id || key == :code_location || key == :node_ids }.map { |key, item| [key, shape(item)] }
  when String then "text"
  else node.inspect
  end
end
ARGV.each { |name| puts JSON.generate(shape(RubyVM::InstructionSequence.compile_file(name).to_a)) }
`;

/** Prints the kinds of all nodes of Go programs, a line for each file; the names of files stand behind "--". */
export const goSkeletons = `package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
)

func main() {
	for _, name := range os.Args[2:] {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.AllErrors)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if name, ok := node.(*ast.Ident); ok {
				fmt.Printf("%s ", name.Name)
			} else {
				fmt.Printf("%T ", node)
			}
			return true
		})
		fmt.Println()
	}
}
`;

/** Prints a program for bash as bash has read it: without comments, in one form. */
export function bashPrinter(program: string): string {
  return `read_program() {\n${program}\n}\ndeclare -f read_program\n`;
}

/** What bash printed, with the quoted texts left out. */
export function withoutQuotedTexts(printed: string): string {
  return printed.replaceAll(/(?:\$'(?:\\[^]|[^\\'])*'|'[^']*'|\\')+/g, "''");
}
