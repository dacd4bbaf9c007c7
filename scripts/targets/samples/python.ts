import { pythonComment, pythonLiteral } from "../../lib/escape/python.js";
import {
  failureComment,
  missingToken,
  pictures,
  timeoutSeconds,
  tokenVariable,
  type SampleCall,
} from "./sample-call.js";
import type { SampleLanguage } from "./sample-language.js";

/** For Python 3.9 and later, without a package. */
export const python = {
  language: "python",
  label: "Python",
  lang: "Python",
  comment: "#",
  file: (operationId: string) => `${operationId}.py`,
  command: (operationId: string) => `python3 ${operationId}.py`,
  source(call: SampleCall) {
    const lines = [
      pythonComment(call.summary),
      ...(pictures(call).length === 0 ? [] : ["import base64"]),
      "import json",
      "import os",
      "import sys",
      "from urllib.parse import urlencode",
      "from urllib.request import HTTPRedirectHandler, Request, build_opener",
      "",
      "",
      // The token is for this address alone.
      "class NoRedirect(HTTPRedirectHandler):",
      "    def redirect_request(self, *details):",
      "        return None",
      "",
      "",
      `token = os.environ.get(${pythonLiteral(tokenVariable)})`,
      "if not token:",
      `    sys.exit(${pythonLiteral(missingToken)})`,
      "",
      ...pictures(call).flatMap(({ variable, file }) => [
        `with open(${pythonLiteral(file)}, "rb") as file:`,
        `    ${variable} = base64.b64encode(file.read())`,
      ]),
      "form = {",
      ...call.fields.map((field) => {
        const value = field.kind === "picture" ? field.variable : pythonLiteral(field.value);
        return `    ${pythonLiteral(field.name)}: ${value},`;
      }),
      ...(call.optional.length === 0 ? [] : ["    # Optional:"]),
      ...call.optional.map(
        ({ name, value }) => `    # ${pythonLiteral(name)}: ${pythonLiteral(value)},`,
      ),
      "}",
      `query = urlencode({${pythonLiteral(call.tokenParameter)}: token})`,
      "request = Request(",
      `    f"${call.server}${call.path}?{query}",`,
      "    data=urlencode(form).encode(),",
      ")",
      "try:",
      `    with build_opener(NoRedirect).open(request, timeout=${String(timeoutSeconds)}) as response:`,
      "        answer = json.load(response)",
      "except (OSError, ValueError) as error:",
      `    sys.exit(f"The call failed: {error}")`,
      "",
      `print(answer["status"])`,
      `if answer["status"] == ${pythonLiteral(call.success)}:`,
      `    print(answer["message"])`,
      "else:",
      `    # ${failureComment}`,
      `    sys.exit(str(answer["message"]))`,
    ];
    return `${lines.join("\n")}\n`;
  },
} as const satisfies SampleLanguage;
