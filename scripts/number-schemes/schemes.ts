import type { NumberScheme } from "@aisolution/documents";
import { catalogue } from "@aisolution/openapi";

/** A library that knows a scheme too. */
export interface Reference {
  readonly from: "python-stdnum" | "stdnum (npm)";
  /** A module of python-stdnum, or country and kind in stdnum. */
  readonly name: string;
  /** What explains that the library and the contract disagree about a number. */
  readonly differences: readonly Difference[];
}

/** A reason for which the contract is right to disagree. */
export interface Difference {
  readonly because: string;
  /** Which of both accepts such numbers. */
  readonly accepted: "here" | "there";
  readonly applies: (number: string) => boolean;
}

/** How numbers of a scheme are made up, and what they are compared with. */
export interface ComparedScheme {
  readonly scheme: NumberScheme;
  /** Forms of made-up numbers. They are wider than that of the scheme, so that they have wrong numbers too. */
  readonly forms: readonly RegExp[];
  /** Where the check digit stands, from the end: every character that can be one is tried there. */
  readonly checkDigit?: { readonly fromEnd: number; readonly values: string };
  /** Writes a number as the references want it. */
  readonly write?: (number: string) => string;
  readonly references: readonly Reference[];
}

const digits = "0123456789";

/** The day of the comparison, which both sides know. */
const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");

function matches(pattern: RegExp): Difference["applies"] {
  return (number) => pattern.test(number);
}

/** A coordination number: 60 added to the day, 60 and month 00 where they are not known. */
const coordination = /^(?:\d\d)?\d\d\d\d[6-9]\d\D?\d{4}$/;
const wholeYearOutside = /^(?!18|19|20)\d{12}$/;
const swedish: readonly Difference[] = [
  {
    because: "Coordination numbers are issued, and have 60 added to the day.",
    accepted: "here",
    applies: matches(coordination),
  },
  {
    because: "Nobody with a card was born before 1800 or after 2099.",
    accepted: "there",
    applies: matches(wholeYearOutside),
  },
  {
    because: "Nobody is born after today.",
    accepted: "there",
    applies: (number) => /^\d{12}$/.test(number) && number.slice(0, 8) > today,
  },
  {
    because: "Two digits of the year leave the century open; the library takes this one.",
    accepted: "here",
    applies: (number) => /^\d{10}$/.test(number) && `20${number.slice(0, 6)}` > today,
  },
  {
    because: "The plus sign belongs to the form with two digits of the year.",
    accepted: "there",
    applies: matches(/^\d{8}\+/),
  },
];

const curpDifferences: readonly Difference[] = [
  {
    because: "A letter in place 17 means a birth from 2000 on, and nobody is born after today.",
    accepted: "there",
    applies: (number) => /[A-Z]/.test(number[16] ?? "") && `20${number.slice(4, 10)}` > today,
  },
  {
    because: "A CURP has X for the sex of persons who are neither H nor M.",
    accepted: "here",
    applies: matches(/^.{10}X/),
  },
];

export const comparedSchemes: readonly ComparedScheme[] = [
  {
    scheme: "de-identity-card",
    forms: [/^[CFGHJKLMNPRTVWXYZ0-9]{9}[0-9]$/, /^[A-Z0-9]{10}$/],
    checkDigit: { fromEnd: 1, values: digits },
    references: [
      {
        from: "stdnum (npm)",
        name: "DE.passport",
        differences: [
          {
            because: "The library knows passports, which begin with C, F, G, H, J or K.",
            accepted: "here",
            applies: matches(/^[^CFGHJK]/),
          },
          {
            because:
              "The library looks for a number anywhere in the text, and then for a check digit.",
            accepted: "there",
            applies: matches(
              /^.+[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}|^[CFGHJK].{7}[^0-9CFGHJKLMNPRTVWXYZ]/,
            ),
          },
        ],
      },
    ],
  },
  {
    scheme: "nl-identity-card",
    forms: [/^[A-Z]{2}[A-Z0-9]{6}[0-9]$/, /^[A-Z]{2}[A-Z0-9]{6}[0-9]{2}$/, /^[A-Z0-9]{9}$/],
    references: [
      {
        from: "python-stdnum",
        name: "nl.identiteitskaartnummer",
        differences: [
          {
            because: "The machine-readable zone has a check digit after the number.",
            accepted: "here",
            applies: matches(/^.{10}$/),
          },
        ],
      },
    ],
  },
  {
    scheme: "se-personnummer",
    forms: [
      /^[0-9]{2}(?:0[0-9]|1[0-3])(?:[0-3][0-9]|[69][0-9])[0-9]{4}$/,
      /^[0-9]{2}(?:0[1-9]|1[0-2])[0-2][1-8]\+[0-9]{4}$/,
      /^(?:17|18|19|20|21)[0-9]{2}(?:0[1-9]|1[0-2])[0-2][1-8]\+?[0-9]{4}$/,
      /^(?:19|20)[0-9]{2}(?:0[0-9]|1[0-2])[6-9][0-9][0-9]{4}$/,
    ],
    checkDigit: { fromEnd: 1, values: digits },
    write: (number) => number.replace(/^(\d+)(\d{4})$/, "$1-$2"),
    references: [
      { from: "python-stdnum", name: "se.personnummer", differences: swedish },
      { from: "stdnum (npm)", name: "SE.personnummer", differences: swedish },
    ],
  },
  {
    scheme: "in-aadhaar",
    forms: [
      /^[0-9]{12}$/,
      /^[2-9][0-9]{11}$/,
      /^(?:2{12}|5{12}|9{12}|234567765432|902020020209|771166661177)$/,
      /^[0-9]{11,13}$/,
    ],
    checkDigit: { fromEnd: 1, values: digits },
    references: [
      { from: "python-stdnum", name: "in_.aadhaar", differences: [] },
      { from: "stdnum (npm)", name: "IN.aadhaar", differences: [] },
    ],
  },
  {
    scheme: "in-aadhaar-vid",
    forms: [
      /^[0-9]{16}$/,
      /^[2-9][0-9]{15}$/,
      /^(?:2{16}|5{16}|9{16}|2345678998765432|9020200000020209|7711666666661177)$/,
      /^[0-9]{15,17}$/,
    ],
    checkDigit: { fromEnd: 1, values: digits },
    references: [
      { from: "python-stdnum", name: "in_.vid", differences: [] },
      { from: "stdnum (npm)", name: "IN.vid", differences: [] },
    ],
  },
  {
    scheme: "in-pan",
    forms: [
      /^[A-Z]{5}[0-9]{4}[A-Z]$/,
      /^[A-Z]{3}[ABCFGHJKLPT][A-Z](?:0000|000[0-9]|[0-9]{4})[A-Z]$/,
      /^[A-Z0-9]{10}$/,
    ],
    references: [
      {
        from: "python-stdnum",
        name: "in_.pan",
        differences: [
          {
            because: "The tax office lists no kind of holder K.",
            accepted: "there",
            applies: matches(/^.{3}K/),
          },
        ],
      },
      {
        from: "stdnum (npm)",
        name: "IN.pan",
        differences: [
          {
            because: "The tax office lists no kind of holder K.",
            accepted: "there",
            applies: matches(/^.{3}K/),
          },
        ],
      },
    ],
  },
  {
    scheme: "id-nik",
    forms: [
      /^(?:11|32|35|51|64|73|91|99|00|0[1-9])(?:0[0-9]|7[1-9]|00)[0-9]{2}(?:[0-7][0-9])(?:0[0-9]|1[0-3])[0-9]{2}(?:0000|[0-9]{4})$/,
      /^(?:31|32|33|34|35)(?:0[1-6]|7[1-3])(?:0[1-9]|1[0-9])(?:0[1-9]|[12][0-8]|4[1-9]|[56][0-8]|8[0-9])(?:0[1-9]|1[0-2])[0-9]{2}[0-9]{4}$/,
      /^[0-9]{15,17}$/,
    ],
    references: [
      {
        from: "python-stdnum",
        name: "id.nik",
        differences: [
          {
            because: "Serial numbers run from 0001.",
            accepted: "there",
            applies: matches(/0000$/),
          },
          {
            because:
              "A regency and a district have numbers from 01; the library looks at the province.",
            accepted: "there",
            applies: matches(/^\d\d(?:00|\d\d00)/),
          },
          {
            because: "The library takes the day modulo 40, so that 81 to 99 are days too.",
            accepted: "there",
            applies: matches(/^\d{6}[89]/),
          },
          {
            because:
              "The library has a list of regions. It changes when regions are founded, so the contract has none.",
            accepted: "here",
            applies: matches(/^[1-9]\d/),
          },
        ],
      },
    ],
  },
  {
    scheme: "th-citizen",
    forms: [/^[0-9]{13}$/, /^[1-8][0-9]{12}$/, /^[0-9]{12,14}$/],
    checkDigit: { fromEnd: 1, values: digits },
    references: [
      { from: "python-stdnum", name: "th.pin", differences: [] },
      { from: "stdnum (npm)", name: "TH.idnr", differences: [] },
    ],
  },
  {
    scheme: "mx-curp",
    forms: [
      /^[A-Z][AEIOUX][A-Z]{2}[0-9]{2}(?:0[0-9]|1[0-3])[0-3][0-9][HMX](?:DF|NE|JC|XX|AS|ZS)[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9][0-9]$/,
      /^(?:PEDO|CACA|KULO|VAGO|PXDO|MEAR)[0-9]{2}(?:0[1-9]|1[0-2])[0-2][1-8][HM](?:DF|NE)[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9][0-9]$/,
      /^[B-D][AEIOU][A-Z]{2}[0-9]{2}(?:0[1-9]|1[0-2])[0-2][1-8][HM](?:DF|NE|JC|AS|ZS)[A-Z]{3}[A-Z0-9][0-9]$/,
      /^[A-Z]{4}[0-9]{6}[HM][A-Z]{5}[A-Z0-9][0-9]$/,
    ],
    checkDigit: { fromEnd: 1, values: digits },
    references: [
      { from: "python-stdnum", name: "mx.curp", differences: curpDifferences },
      { from: "stdnum (npm)", name: "MX.curp", differences: curpDifferences },
    ],
  },
];

/** Names of all schemes of the contract, each once. */
export const contractSchemes: readonly string[] = [
  ...new Set(
    catalogue.messages.flatMap(({ fields }) =>
      fields.flatMap(({ meaning }) =>
        meaning?.number === undefined ? [] : [meaning.number.scheme],
      ),
    ),
  ),
];

/** Schemes that neither library knows, and what they are held against instead. */
export const unknownToReferences: Readonly<Partial<Record<NumberScheme, string>>> = {
  "de-driving-licence": "the specimen of the issuer",
  "no-identity-card": "the specimen of the issuer, and ICAO Doc 9303 for the check digit",
  "no-card-access-number": "the specimen of the issuer",
  "se-identity-card": "the specimen of the issuer",
  "th-driving-licence": "the documented form",
  "mx-clave-de-elector": "the documented form",
  "co-cedula": "the documented form",
};
