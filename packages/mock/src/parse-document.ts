import { Composer, Lexer, Parser, type Document } from "yaml";
import { DocumentError } from "./document-error.js";
import { limits } from "./limits.js";

/**
 * Reads JSON or YAML. YAML aliases are not copied here: the value has the same object in several places.
 *
 * @param name of the file, for errors
 * @throws DocumentError
 */
export function parseDocument(text: string, name: string): unknown {
  // JSON is YAML too, but its own parser is a hundred times as fast.
  if (/^\s*[[{]/.test(text)) {
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      // The YAML parser knows the place of the fault.
    }
  }
  const document = composeYaml(text, name);
  const [error] = document.errors;
  // The first line has the place; what follows quotes the file.
  const [line = ""] = error?.message.split("\n", 1) ?? [];
  if (error !== undefined) throw new DocumentError(`${name} is not YAML: ${line}`);
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  return value;
}

/** Composes YAML token by token: the composer calls itself for each level, and goes through all nodes for each alias. */
function composeYaml(text: string, name: string): Document {
  const parser = new Parser();
  const lexer = new Lexer();
  let aliases = 0;

  function* tokens() {
    for (const lexeme of lexer.lex(text)) {
      yield* parser.next(lexeme);
      if (parser.stack.length > limits.documentDepth) throw tooDeep(name);
      if (lexeme.startsWith("*")) aliases += 1;
      if (aliases > limits.documentAliases) {
        const most = String(limits.documentAliases);
        throw new DocumentError(`${name} has more than ${most} YAML aliases.`);
      }
    }
    yield* parser.end();
  }

  // Looking for a key that is there twice takes the square of the time.
  const composer = new Composer({ uniqueKeys: false });
  const [first, second] = composer.compose(tokens(), true, text.length);
  if (first === undefined || second !== undefined) {
    throw new DocumentError(`${name} must be one YAML document.`);
  }
  return first;
}

/** The error of a file that is nested too deep. */
export function tooDeep(name: string): DocumentError {
  return new DocumentError(`${name} is nested deeper than ${String(limits.documentDepth)} levels.`);
}
