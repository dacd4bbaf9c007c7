/** Spaces, colons of both widths, and characters that print nothing. */
const gap = "[\\s:：\\p{Default_Ignorable_Code_Point}]*";

/** Takes the printed label off the text of a field: `ที่อยู่ : 1 หมู่ที่ 1` is `1 หมู่ที่ 1`. */
export function removeLabel(text: string, label: string | undefined): string {
  if (label === undefined) return text;
  const escaped = label.replaceAll(/[$()*+./?[\\\]^{|}]/g, "\\$&");
  return text.replace(new RegExp(`^${gap}${escaped}${gap}`, "u"), "");
}
