import { hasCurpCheckDigit } from "./curp.js";
import { hasIcaoCheckDigit } from "./icao-7-3-1.js";
import { hasLuhnCheckDigit } from "./luhn.js";
import { hasGermanLicenceCheckDigit } from "./mod-11-german-licence.js";
import { hasThaiCheckDigit } from "./mod-11-thai.js";
import { hasVerhoeffCheckDigit } from "./verhoeff.js";

/** The contract's names of the algorithms, each with its test. */
export const checkDigitTests = {
  "icao-7-3-1": hasIcaoCheckDigit,
  verhoeff: hasVerhoeffCheckDigit,
  luhn: hasLuhnCheckDigit,
  "mod-11-thai": hasThaiCheckDigit,
  "mod-11-german-licence": hasGermanLicenceCheckDigit,
  curp: hasCurpCheckDigit,
} as const satisfies Record<string, (text: string) => boolean>;
