import { readFenceInfo, type FenceInfo } from "../../scripts/docs/fence.js";

/** A fenced code block of a Markdown page. */
export interface Fence extends FenceInfo {
  readonly text: string;
  /** Line of its opening fence, from 1. */
  readonly line: number;
}

/** What is done with a block. */
export type Step =
  | {
      readonly kind: "run" | "background";
      readonly fence: Fence;
      /** The block that says what it prints. */
      readonly output: Fence | undefined;
    }
  | { readonly kind: "file"; readonly fence: Fence; readonly file: string }
  | { readonly kind: "parse" | "draw" | "not-run"; readonly fence: Fence };

/** The steps of a guide, and what is wrong with its blocks. */
export interface GuideSteps {
  readonly steps: readonly Step[];
  readonly faults: readonly string[];
}

/** Languages whose blocks run by themselves. */
const programs = ["sh", "ts", "js", "py", "rb", "go"];

/** Reads the fenced blocks of a page, also those in lists. */
export function readFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  const lines = markdown.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const [, indentation = "", marks, information = ""] =
      /^( *)(`{3,}|~{3,})(.*)$/.exec(lines[index] ?? "") ?? [];
    if (marks === undefined) continue;
    const start = index + 1;
    while (index + 1 < lines.length && lines[index + 1]?.trim() !== marks) index += 1;
    const body = lines.slice(start, index + 1).map((line) => line.slice(indentation.length));
    fences.push({
      ...readFenceInfo(information),
      text: body.join("\n"),
      line: start,
    });
    // Past the closing fence.
    index += 1;
  }
  return fences;
}

/** A page without its fenced blocks, also those in lists. */
export function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^( *)(`{3,}|~{3,})[^]*?^\1\2$/gm, "");
}

/** Reads what a guide asks for, by the convention in CONTRIBUTING.md. */
export function readSteps(markdown: string): GuideSteps {
  const steps: Step[] = [];
  const faults: string[] = [];
  for (const fence of readFences(markdown)) {
    if (fence.words.includes("output")) {
      const last = steps.at(-1);
      if (last === undefined || !("output" in last) || last.output !== undefined) {
        faults.push(`Line ${String(fence.line)}: no block before it prints this output.`);
      } else {
        steps[steps.length - 1] = { ...last, output: fence };
      }
      continue;
    }
    const step = stepOf(fence);
    if (step === undefined) {
      faults.push(
        `Line ${String(fence.line)}: nothing is known to do with "${[fence.language, ...fence.words].join(" ")}".`,
      );
    } else {
      steps.push(step);
    }
  }
  return { steps, faults: [...faults, ...fileFaults(steps)] };
}

function stepOf(fence: Fence): Step | undefined {
  const { language, words, file } = fence;
  const [word, ...more] = words;
  if (more.length > 0 || (word !== undefined && file !== undefined)) return undefined;
  if (file !== undefined) return { kind: "file", fence, file };
  if (word === "not-run") return { kind: "not-run", fence };
  if (word === "background" && language === "sh") {
    return { kind: "background", fence, output: undefined };
  }
  if (word !== undefined) return undefined;
  if (programs.includes(language)) return { kind: "run", fence, output: undefined };
  if (language === "mermaid") return { kind: "draw", fence };
  if (language === "json" || language === "yaml") return { kind: "parse", fence };
  return undefined;
}

/** A file that is written and never used shows code that nothing has run. */
function fileFaults(steps: readonly Step[]): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  steps.forEach((step, index) => {
    if (step.kind !== "file") return;
    const { file, fence } = step;
    const place = `Line ${String(fence.line)}`;
    if (!/^[\w-][\w./-]*$/.test(file) || file.split("/").includes("..")) {
      faults.push(`${place}: ${file} is no name of a file in the guide's folder.`);
    }
    if (seen.has(file)) faults.push(`${place}: ${file} is written twice.`);
    seen.add(file);
    const name = file.split("/").at(-1) ?? file;
    const stem = name.replace(/\.\w+$/, "");
    const uses = new RegExp(
      [name, `${stem}.js`, `import ${stem}\\b`, `from ${stem}\\b`]
        .map((text) => text.replaceAll(".", "\\."))
        .join("|"),
    );
    const isUsed = steps.slice(index + 1).some((later) => {
      if (later.kind === "run" || later.kind === "background" || later.kind === "file") {
        return uses.test(later.fence.text);
      }
      return false;
    });
    if (!isUsed) faults.push(`${place}: no later block uses ${file}.`);
  });
  return faults;
}
