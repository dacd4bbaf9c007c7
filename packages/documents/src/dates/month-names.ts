/** Languages whose months can be read, as BCP 47 tags. */
export type MonthLanguage = "de" | "en" | "es" | "nb" | "nl" | "sv" | "th";

/**
 * The names of the twelve months in each language, in small letters: first the full name, then every
 * short form that documents print. A name stands without its dots.
 *
 * They are written out, because `Intl` knows only the forms of CLDR, and those change with its version:
 * documents also print forms of three letters that CLDR lacks (Dutch `MAA`, German `MRZ`).
 */
const names: Readonly<Record<MonthLanguage, string>> = {
  de: "januar jan jänner jän|februar feb febr|märz mär mrz|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|dezember dez",
  en: "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec",
  es: "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sep sept set|octubre oct|noviembre nov|diciembre dic",
  nb: "januar jan|februar feb|mars mar|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|desember des",
  nl: "januari jan|februari feb|maart maa mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep sept|oktober okt|november nov|december dec",
  sv: "januari jan|februari feb|mars mar|april apr|maj|juni jun|juli jul|augusti aug|september sep sept|oktober okt|november nov|december dec",
  th: "มกราคม มค|กุมภาพันธ์ กพ|มีนาคม มีค|เมษายน เมย|พฤษภาคม พค|มิถุนายน มิย|กรกฎาคม กค|สิงหาคม สค|กันยายน กย|ตุลาคม ตค|พฤศจิกายน พย|ธันวาคม ธค",
};

/** Every name of one month in one language: the full one first, then short ones, without dots. */
export function monthNames(language: MonthLanguage, month: number): readonly string[] {
  return names[language].split("|")[month - 1]?.split(" ") ?? [];
}

/**
 * The month that a printed name stands for.
 *
 * Case, dots and accents make no difference: `MÄRZ`, `Mär.` and `MAR` are the same German month. A name
 * is never completed or corrected.
 *
 * @returns 1 to 12, or undefined where the language has no such month
 */
export function monthNumber(name: string, language: MonthLanguage): number | undefined {
  const wanted = fold(name);
  const index = names[language]
    .split("|")
    .findIndex((month) => month.split(" ").some((known) => fold(known) === wanted));
  return index < 0 ? undefined : index + 1;
}

function fold(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F.]/g, "")
    .toLowerCase();
}
