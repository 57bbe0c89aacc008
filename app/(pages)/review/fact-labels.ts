import { FACTS, type FactKey } from "@/lib/legacy/fact";

/** Facts in words, by their keys. */
export const FACT_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  FACTS.map(({ key, label }) => [key, label]),
);

export const labelOf = (fact: FactKey | null): string =>
  fact === null ? "a row" : (FACT_LABELS[fact] ?? fact);
