import type { Node } from "../document.js";

/** A small contract that is right in every rule, with one part replaced. */
export function contractWith(parts: {
  readonly operation?: Node;
  readonly schemas?: Node;
  readonly examples?: Node;
  readonly root?: Node;
}): Node {
  return {
    security: [{ token: [] }, { authorization: [] }],
    paths: {
      "/v1/thing": {
        post: {
          operationId: "addThing",
          requestBody: {
            required: true,
            content: {
              "application/x-www-form-urlencoded": {
                schema: { $ref: "#/components/schemas/AddThingRequest" },
              },
            },
          },
          responses: {
            "200": {
              content: {
                "application/json": {
                  schema: { $ref: "#/components/schemas/AddThingResponse" },
                  examples: {
                    ok: { $ref: "#/components/examples/AddThingSuccessExample" },
                    fail: { $ref: "#/components/examples/FailExample" },
                  },
                },
              },
            },
            "401": { $ref: "#/components/responses/Unauthorized" },
          },
          ...parts.operation,
        },
      },
    },
    components: {
      securitySchemes: { token: {}, authorization: {} },
      responses: {
        Unauthorized: {
          "x-assumed": true,
          "x-billing": "unknown",
          "x-retry": "never",
          "x-failure": "http",
        },
      },
      schemas: {
        Image: { type: "string", contentEncoding: "base64" },
        AddThingRequest: {
          type: "object",
          properties: {
            img: { $ref: "#/components/schemas/Image", description: "Picture." },
            name: { type: "string", maxLength: 9 },
          },
        },
        AddThingResponse: {
          oneOf: [
            { $ref: "#/components/schemas/AddThingSuccess" },
            { $ref: "#/components/schemas/Fail" },
          ],
        },
        AddThingSuccess: branch("OK", { type: "null" }),
        Fail: branch("FAIL", { type: "string" }),
        ...parts.schemas,
      },
      examples: {
        AddThingSuccessExample: { value: { status: "OK", message: null } },
        FailExample: { value: { status: "FAIL", message: "no" } },
        ...parts.examples,
      },
    },
    ...parts.root,
  };
}

/** A branch of a response union. */
export function branch(status: string, message: Node, more: Node = {}): Node {
  return {
    title: status,
    required: ["status", "message"],
    properties: { status: { type: "string", const: status }, message },
    "x-billing": "free",
    "x-retry": "never",
    "x-failure": "request",
    ...more,
  };
}

/** A success branch with two variants, told apart by `result`. */
export function branchWithVariants(...keys: readonly string[]): Node {
  return branch(
    "OK",
    { type: "object", properties: { result: { type: "string", enum: ["YES", "NO"] } } },
    {
      "x-variants": keys.map((key) => ({
        key,
        description: "One.",
        when: { property: "result", equals: key.toUpperCase() },
      })),
    },
  );
}

/** Path of the only operation. */
export const operationPath = ["paths", "/v1/thing", "post"];

/** What Spectral hands to a function. */
export function contextOf(document: Node, path: (string | number)[] = operationPath) {
  return { path, document: { data: document } };
}

/** The only operation of a small contract. */
export function operationOf(document: Node): unknown {
  let target: unknown = document;
  for (const key of operationPath) {
    target = typeof target === "object" && target !== null ? Reflect.get(target, key) : undefined;
  }
  return target;
}
