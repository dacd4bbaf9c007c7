/** Redoc keeps the reader's choice of colours under this name, in the browser. All pages follow it. */
export const colorModeKey = "redoc.colorMode";
