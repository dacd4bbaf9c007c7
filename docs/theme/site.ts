/** The program of the pages that come from Markdown. */
import { startCopyCode } from "./copy-code.js";
import { showCurrent } from "./show-current.js";
import { startPage } from "./start-page.js";

startPage();
showCurrent();
startCopyCode();
