import type { Definition } from "@/lib/analytics/definition";
import type { OtherValue } from "@/lib/analytics/other-values";

/** Of a report with thousands of cells, so many are enough to see that something is wrong. */
const MOST = 20;

/** Values that reports show and that were never published so, in words: of which cell, what is shown and what was published. */
export function shownOtherwise(definition: Definition, others: readonly OtherValue[]): string[] {
  const words = others.slice(0, MOST).map(({ key, measure, bin, shown, expected }) => {
    const own = definition.measures.find(({ name }) => name === measure);
    const binned = own?.kind === "histogram" && bin !== null ? ` (${own.bins[bin]?.label ?? bin})` : "";
    return `${own?.label ?? measure}${binned} of ${keyWords(definition, key)}: reports show ${told(shown)}, published was ${told(expected)}`;
  });
  return others.length > MOST ? [...words, `${others.length - MOST} values more`] : words;
}

/**
 * What computing it again gave another value of: by measure alone. Which cells it was seen in would tell of the others that their
 * changes wait.
 */
export const computedOtherwise = (definition: Definition, others: readonly OtherValue[]): string[] =>
  definition.measures
    .filter(({ name }) => others.some(({ measure }) => measure === name))
    .map(({ label }) => `${label}: the rides that it was published of come to another value`);

const keyWords = ({ groupings }: Definition, key: OtherValue["key"]): string =>
  key
    .map((part, at) =>
      part === null
        ? "several together"
        : (groupings[at]?.keys?.find(({ key }) => key === part)?.label ?? part),
    )
    .join(", ");

const told = (value: OtherValue["shown"]): string =>
  value === null ? "nothing" : Array.isArray(value) ? value.join(" ") : String(value);
