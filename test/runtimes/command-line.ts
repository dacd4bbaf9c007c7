/** The suite as a program, for Node, Deno and Bun. */
import process from "node:process";
import { runSuite } from "./suite.js";

const results = await runSuite(process.argv[2] ?? "");
// Timers and connections of a check that failed may still be there.
process.stdout.write(JSON.stringify(results), () => process.exit());
