/** Makes pictures fit for the service, with sharp. */
export { fitImage, type FitImageOptions } from "./fit-image.js";
