/** Code with its words marked, for the colours of the theme. */
import highlighter from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import go from "highlight.js/lib/languages/go";
import http from "highlight.js/lib/languages/http";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";
import { escapeHtml } from "../lib/escape/html.js";

for (const [name, language] of Object.entries({
  go,
  http,
  js: javascript,
  json,
  py: python,
  rb: ruby,
  sh: bash,
  ts: typescript,
  yaml,
})) {
  highlighter.registerLanguage(name, language);
}

/** Code as HTML. A language that is not known here, such as `text`, stays as it is. */
export function highlightCode(code: string, language: string): string {
  if (highlighter.getLanguage(language) === undefined) return escapeHtml(code);
  return highlighter.highlight(code, { language }).value;
}
