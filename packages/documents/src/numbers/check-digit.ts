import { hasCurpCheckDigit } from "./curp.js";
import { hasIcaoCheckDigit } from "./icao-7-3-1.js";
import { hasLuhnCheckDigit } from "./luhn.js";
import { hasThaiCheckDigit } from "./mod-11-thai.js";
import { hasVerhoeffCheckDigit } from "./verhoeff.js";

/** The contract's names of the algorithms, each with its test. */
export const checkDigitTests = {
  "icao-7-3-1": hasIcaoCheckDigit,
  verhoeff: hasVerhoeffCheckDigit,
  // A plus sign in a Swedish number tells the century; it does not count.
  luhn: (text: string) => hasLuhnCheckDigit(text.replaceAll(/\D/g, "")),
  "mod-11-thai": hasThaiCheckDigit,
  curp: hasCurpCheckDigit,
} as const satisfies Record<string, (text: string) => boolean>;
