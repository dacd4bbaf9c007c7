/** Everything that the site's search finds: operations, fields, outcomes, HTTP errors, callbacks and pages. */
import type { Callback, Catalogue, Operation } from "@aisolution/openapi";
import { withoutStop } from "../lib/markdown.js";
import { messagesOf } from "../lib/messages-of.js";
import type { RenderedPage } from "./markdown.js";
import { pageAddress } from "./page-address.js";
import { plainMarkdown } from "./plain-markdown.js";
import {
  callbackAddress,
  fieldAddress,
  operationAddress,
  outcomesAddress,
  requestFieldAddress,
} from "./reference-address.js";
import type { SearchEntry } from "./search-entry.js";

/** A page of the site that search looks into. */
export interface PageToFind {
  /** From the root of the site. */
  readonly url: string;
  /** What kind of page it is: `Guide`. */
  readonly kind: string;
  readonly page: Pick<RenderedPage, "title" | "sections">;
}

/** Makes the entries, in the order of the catalogue and of the pages. */
export function searchEntries(
  catalogue: Catalogue,
  pages: readonly PageToFind[],
): readonly SearchEntry[] {
  return [
    ...catalogue.operations.flatMap((operation) => operationEntries(catalogue, operation)),
    ...catalogue.callbacks.flatMap((callback) => callbackEntries(catalogue, callback)),
    ...httpErrorEntries(catalogue),
    ...pages.flatMap(pageEntries),
  ];
}

function operationEntries(catalogue: Catalogue, operation: Operation): SearchEntry[] {
  const { operationId, path, summary, description, request, outcomes } = operation;
  const family = catalogue.families.find(({ name }) => name === operation.family)?.title ?? "";
  const messages = messagesOf(operation, catalogue);
  return [
    {
      title: operationId,
      kind: "Operation",
      context: `${withoutStop(summary)} · ${family}`,
      url: operationAddress(operation),
      text: `${path} ${plainMarkdown(description)}`,
    },
    ...request.fields.map((field) => ({
      title: field.name,
      kind: "Request field",
      context: operationId,
      url: requestFieldAddress(operation, field.name),
      text: plainMarkdown(field.description),
    })),
    ...outcomes.map((outcome) => ({
      title: outcome.key,
      kind: "Outcome",
      context: `${outcome.status} · ${operationId}`,
      url: outcomesAddress(operation),
      text: `${outcome.billing} ${plainMarkdown(outcome.description)}`,
    })),
    ...messages.flatMap((message) =>
      message.fields.map((field) => ({
        title: field.name,
        kind: "Field",
        context: `${message.title} · ${operationId}`,
        url: fieldAddress(operation, message.name, field.name),
        text: [plainMarkdown(field.description), field.meaning?.attribute ?? ""].join(" ").trim(),
      })),
    ),
  ];
}

function callbackEntries(catalogue: Catalogue, callback: Callback): SearchEntry[] {
  const { operationId, summary, description, parameters } = callback;
  return [
    {
      title: operationId,
      kind: "Callback",
      context: withoutStop(summary),
      url: callbackAddress(catalogue, callback),
      text: plainMarkdown(description),
    },
    ...parameters.map((parameter) => ({
      title: parameter.name,
      kind: "Callback parameter",
      context: operationId,
      url: callbackAddress(catalogue, callback),
      text: plainMarkdown(parameter.description),
    })),
  ];
}

/** The answers outside HTTP 200 are the same for all operations; the guide on errors has them. */
function httpErrorEntries({ httpErrors }: Catalogue): SearchEntry[] {
  return httpErrors.map(({ code, name, key, description }) => ({
    title: `HTTP ${String(code)}`,
    kind: "HTTP status",
    context: name,
    url: pageAddress.httpErrors,
    text: `${key} ${plainMarkdown(description)}`,
  }));
}

function pageEntries({ url, kind, page }: PageToFind): SearchEntry[] {
  return page.sections.map(({ heading: title, anchor, text }) => ({
    title,
    kind,
    context: anchor === "" ? "Page" : page.title,
    url: anchor === "" ? url : `${url}#${anchor}`,
    text,
  }));
}
