/** The suite as a worker that answers requests, for workerd. */
import { runSuite } from "./suite.js";

const worker = {
  async fetch({ url }: Request): Promise<Response> {
    return Response.json(await runSuite(new URL(url).search));
  },
};

// What workerd looks for.
export default worker;
