import { createRequire } from "node:module";
import { isNode, list } from "../../openapi/lint/document.js";
import { readList, readNode, readText, type Node } from "./reader.js";

/** An operation as Postman's own converter sees it. */
export interface ConvertedRequest {
  readonly method: string;
  /** With a slash at the start. */
  readonly path: string;
  readonly headers: readonly PostmanHeader[];
  /** Descriptions of the fields of the form, by name. */
  readonly fields: ReadonlyMap<string, string>;
  /** Reason phrases by HTTP status, as `Not Found`. */
  readonly reasons: ReadonlyMap<number, string>;
}

/** A header of a request, as it is sent. */
export interface PostmanHeader {
  readonly key: string;
  readonly value: string;
}

/** A contract as Postman's own converter sees it. */
export interface ConvertedContract {
  /** Markdown. */
  readonly description: string;
  /** Address of the format's schema. */
  readonly schema: string;
  readonly requests: readonly ConvertedRequest[];
}

/** Reads a contract as Postman does that imports it. The converter is loaded here: that alone takes most of a second. */
export async function convertContract(bundle: Node): Promise<ConvertedContract> {
  const library: unknown = createRequire(import.meta.url)("openapi-to-postmanv2");
  const collection = await convert(library, {
    // The converter writes into what it is given.
    input: { type: "json", data: structuredClone(bundle) },
    options: {
      folderStrategy: "Tags",
      parametersResolution: "Example",
      alwaysInheritAuthentication: true,
      includeAuthInfoInExample: false,
      schemaFaker: false,
    },
  });
  const info = readNode(collection, "info", "collection");
  return {
    description: readText(readNode(info, "description", "info"), "content", "info.description"),
    schema: readText(info, "schema", "info"),
    requests: readList(collection, "item", "collection")
      .filter(isNode)
      .flatMap((folder) => readList(folder, "item", "folder").filter(isNode).map(readItem)),
  };
}

function convert(
  library: unknown,
  { input, options }: { readonly input: object; readonly options: object },
): Promise<Node> {
  const method: unknown = Reflect.get(Object(library), "convertV2");
  if (typeof method !== "function") throw new Error("openapi-to-postmanv2 has no convertV2.");
  return new Promise((resolve, reject) => {
    const done = (error: unknown, result: unknown): void => {
      const [output] = isNode(result) ? list(result["output"]) : [];
      if (isNode(output) && isNode(output["data"])) resolve(output["data"]);
      else {
        const reason = isNode(result) ? result["reason"] : error;
        reject(new Error("openapi-to-postmanv2 cannot read the contract.", { cause: reason }));
      }
    };
    Reflect.apply(method, library, [input, options, done]);
  });
}

function readItem(item: Node): ConvertedRequest {
  const request = readNode(item, "request", "item");
  const segments = readList(readNode(request, "url", "request"), "path", "url");
  return {
    method: readText(request, "method", "request"),
    path: `/${segments.map(String).join("/")}`,
    fields: new Map(
      readList(readNode(request, "body", "request"), "urlencoded", "body")
        .filter(isNode)
        .map((field) => [
          readText(field, "key", "field"),
          readText(readNode(field, "description", "field"), "content", "description"),
        ]),
    ),
    headers: readList(request, "header", "request")
      .filter(isNode)
      .map((header) => ({
        key: readText(header, "key", "header"),
        value: readText(header, "value", "header"),
      })),
    reasons: new Map(
      readList(item, "response", "item")
        .filter(isNode)
        .map((response) => [Number(response["code"]), readText(response, "status", "response")]),
    ),
  };
}
