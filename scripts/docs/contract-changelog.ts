import { availableParallelism } from "node:os";
import { child } from "../../openapi/lint/document.js";
import { contractAtRef, InputError } from "../lib/contract-at-ref.js";
import { contractChanges, type ContractChange } from "../lib/contract-changes.js";
import { prose } from "../lib/escape/markdown.js";
import { git, isGitMissing, isRefusal } from "../lib/git.js";
import type { Node } from "../lib/reader.js";
import { compareVersions, parseVersion } from "../lib/version.js";
import { operationNames, placeInWords } from "./change-place.js";

/** A change with its place in words, in Markdown: "field `Surname` of `GermanIdCard`". */
export interface PlacedChange extends ContractChange {
  readonly words: string;
}

/** What a version asks of those who use the one before: the worst of its changes. */
export type Verdict = ContractChange["severity"] | "none";

/** A released version, or what the working tree has. */
export interface ContractVersion {
  /** Name of the tag; none for the working tree. */
  readonly tag?: string;
  /** Day of the tag, `2026-01-31`. */
  readonly date?: string;
  /** The contract's own version; none if the version has no contract that can be read. */
  readonly contract?: string;
  /** Why there is no contract. */
  readonly problem?: "missing" | "unreadable";
  /** What this version was compared with: the tag before it whose contract can be read. */
  readonly comparison?: {
    readonly since: string;
    readonly verdict: Verdict;
    /** Worst first. */
    readonly changes: readonly PlacedChange[];
  };
}

/** What changed in the contract, version by version. */
export interface ContractChangelog {
  /**
   * How much of the history is there: all of it; a part, in a shallow clone; or nothing, outside a
   * clone, for instance in an unpacked archive.
   */
  readonly history: "whole" | "partial" | "none";
  /** The contract that is not released yet. */
  readonly current: ContractVersion;
  /** Newest first. */
  readonly released: readonly ContractVersion[];
}

/**
 * Compares the contract of each tag `v<version>` with the one before, and the contract of the working
 * tree with the newest. Tags with other names are passed over.
 *
 * The contract of a tag is read as it was committed. Only where its bundle was not committed with it,
 * it is bundled again, which takes a second or two. What was read of the tags is kept for the next call.
 *
 * @param root the root of the repository
 * @param bundle the contract of the working tree
 */
export async function contractChangelog({
  root,
  bundle,
}: {
  readonly root: string;
  readonly bundle: Node;
}): Promise<ContractChangelog> {
  const { "x-generated": _header, ...current } = bundle;
  const history = await historyOf(root);
  const tags = history === "none" ? [] : await releaseTags(root);
  const { released, newest } = await releases(root, tags);
  return {
    history,
    current: { contract: versionOf(current), ...compared(newest, current) },
    released,
  };
}

/** The changelog as a page in Markdown. */
export function changelogPage({ history, current, released }: ContractChangelog): string {
  const notice = noticeOf(history, released.length > 0, current.contract ?? "");
  return [
    "# Changes of the contract",
    "What changed in the contract from version to version, for those who call the API or read its answers. The list is made by the check of breaking changes (`npm run spec:diff`) from the tags of the repository.",
    "A **breaking** change can stop a program that works: read it before you update. A **compatible** change asks nothing of a program that follows the contract. The other changes are of texts only.",
    ...notice,
    ...(released.length > 0 ? [current, ...released] : []).map((version, index) =>
      versionSection(version, history === "whole" && released.slice(index).every(hasNoContract)),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

function noticeOf(
  history: ContractChangelog["history"],
  hasReleases: boolean,
  version: string,
): readonly string[] {
  if (history === "none") {
    return [
      `The changes are not listed here, because this site was built without the history of the repository. Its contract has version ${version}.`,
    ];
  }
  const partial =
    "This site was built from a part of the history of the repository, so older versions can be missing.";
  if (hasReleases) return history === "partial" ? [partial] : [];
  return [
    ...(history === "partial"
      ? [`${partial} No released version is in that part.`]
      : ["No version was released yet."]),
    `The contract has version ${version} now.`,
  ];
}

function hasNoContract({ problem }: ContractVersion): boolean {
  return problem === "missing";
}

/** @param isFirst whether it is known that no version before it has a contract */
function versionSection(
  { tag, date, contract, problem, comparison }: ContractVersion,
  isFirst: boolean,
): string {
  const name = tag ?? "Unreleased";
  const facts = [
    ...(date === undefined ? [] : [`Released on ${date}.`]),
    ...(contract === undefined ? [] : [`The contract has version ${contract}.`]),
    ...(problem === undefined ? [] : [problems[problem]]),
  ];
  const heading = `## ${name}`;
  if (comparison === undefined) {
    const alone = isFirst
      ? "It is the first version with a contract."
      : "There is no earlier one to compare with.";
    return [heading, [...facts, ...(problem === undefined ? [alone] : [])].join(" ")].join("\n\n");
  }
  const { since, verdict, changes } = comparison;
  const lists = severities.flatMap(({ severity, title }) => {
    const members = changes.filter((change) => change.severity === severity);
    if (members.length === 0) return [];
    return [
      `### ${title} ${name === "Unreleased" ? "since" : "in"} ${tag ?? since}`,
      list(members),
    ];
  });
  return [heading, `${facts.join(" ")} ${verdicts[verdict](since)}`, ...lists].join("\n\n");
}

const problems = {
  missing: "This version has no contract.",
  unreadable: "The contract of this version cannot be read.",
} as const;

const verdicts: Record<Verdict, (since: string) => string> = {
  breaking: (since) => `**It breaks programs that were written for ${since}.**`,
  compatible: (since) => `It is compatible with ${since}.`,
  documentation: (since) => `Only texts differ from ${since}.`,
  none: (since) => `Nothing changed since ${since}.`,
};

const severities = [
  { severity: "breaking", title: "Breaking changes" },
  { severity: "compatible", title: "Compatible changes" },
  { severity: "documentation", title: "Changed texts" },
] as const;

function list(changes: readonly PlacedChange[]): string {
  return changes.map(({ words, text }) => `- ${capital(words)} ${prose(text)}`).join("\n");
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Tag {
  readonly name: string;
  readonly date: string;
  /** Hash of what the tag points to. */
  readonly object: string;
}

interface Read {
  readonly tag: string;
  readonly contract: Node;
}

interface Releases {
  readonly released: readonly ContractVersion[];
  /** The newest one whose contract can be read. */
  readonly newest: Read | undefined;
}

/** Tags stay, and a page that is built again at each edit need not read them again. */
const known = new Map<string, Releases>();

async function releases(root: string, tags: readonly Tag[]): Promise<Releases> {
  const key = JSON.stringify([root, tags]);
  const found = known.get(key) ?? (await readReleases(root, tags));
  known.set(key, found);
  return found;
}

/** @param tags oldest first */
async function readReleases(root: string, tags: readonly Tag[]): Promise<Releases> {
  const contracts = await mapSome(tags, (tag) => readContract(root, tag));
  const released: ContractVersion[] = [];
  let newest: Read | undefined;
  for (const [index, { name, date }] of tags.entries()) {
    const contract = contracts[index] ?? "missing";
    if (typeof contract === "string") {
      released.push({ tag: name, date, problem: contract });
      continue;
    }
    const version = { tag: name, date, contract: versionOf(contract) };
    released.push({ ...version, ...compared(newest, contract) });
    newest = { tag: name, contract };
  }
  return { released: released.reverse(), newest };
}

function compared(
  before: Read | undefined,
  contract: Node,
): Pick<ContractVersion, "comparison"> | Record<string, never> {
  if (before === undefined) return {};
  const names = operationNames(before.contract, contract);
  const changes = contractChanges(before.contract, contract).map((change) => ({
    ...change,
    words: placeInWords(change.place, names),
  }));
  return {
    comparison: { since: before.tag, verdict: changes[0]?.severity ?? "none", changes },
  };
}

/**
 * An unpacked archive can lie inside a repository of something else: the last commit must have the contract
 * in this folder.
 */
async function historyOf(repository: string): Promise<ContractChangelog["history"]> {
  try {
    await git(repository, "cat-file", "-e", "HEAD:./openapi/openapi.yaml");
    const shallow = await git(repository, "rev-parse", "--is-shallow-repository");
    return shallow === "true" ? "partial" : "whole";
  } catch (error) {
    // Git is missing, or does not want to read this folder, or there is no commit.
    if (isRefusal(error) || isGitMissing(error)) return "none";
    throw error;
  }
}

/** Oldest first. */
async function releaseTags(repository: string): Promise<readonly Tag[]> {
  const format = "--format=%(refname:strip=2)%09%(creatordate:short)%09%(objectname)";
  const lines = await git(repository, "for-each-ref", format, "refs/tags/v*");
  return lines
    .split("\n")
    .flatMap((line) => {
      const [name = "", date = "", object = ""] = line.split("\t");
      const version = parseVersion(name);
      return version === undefined ? [] : [{ tag: { name, date, object }, version }];
    })
    .sort((left, right) => compareVersions(left.version, right.version))
    .map(({ tag }) => tag);
}

async function readContract(
  repository: string,
  { name }: Tag,
): Promise<Node | "missing" | "unreadable"> {
  const reference = `refs/tags/${name}`;
  try {
    await git(repository, "cat-file", "-e", `${reference}^{commit}:./openapi/openapi.yaml`);
  } catch (error) {
    if (isRefusal(error)) return "missing";
    throw error;
  }
  try {
    const contract = await contractAtRef(repository, reference);
    return versionOf(contract) === "" ? "unreadable" : contract;
  } catch (error) {
    if (error instanceof InputError) return "unreadable";
    throw error;
  }
}

function versionOf(contract: Node): string {
  const version = child(contract, "info")["version"];
  return typeof version === "string" ? version : "";
}

/** Maps all items, with a few at work at once: each can start programs. */
async function mapSome<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await map(item));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return [...results].sort(([left], [right]) => left - right).map(([, result]) => result);
}
