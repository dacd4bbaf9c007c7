/** The suite as a dedicated worker of a page. */
import { runSuite } from "./suite.js";

postMessage(await runSuite(location.search));
