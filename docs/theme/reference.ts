/** The program of the reference, beside Redoc. */
import { mendRedoc } from "./mend-redoc.js";
import { startPage } from "./start-page.js";

startPage();
mendRedoc();
