import { normalNumber } from "./bike-number";
import type { Registration } from "./registration";
import { type PartKind, SERIAL_FIELDS, SERIAL_KINDS, type StateDocument } from "./state-document";

/**
 * Kinds of components of which a bike reports another than is registered. What it reported before its components were
 * changed last says nothing about now, and neither does a kind of which nothing is registered.
 */
export function differsFrom(
  { parts, parts_from = Number.NEGATIVE_INFINITY }: Pick<Registration, "parts" | "parts_from">,
  { fields }: Pick<StateDocument, "fields">,
): PartKind[] {
  if (parts === undefined) return [];
  const told = ` ${parts} `;
  return SERIAL_FIELDS.flatMap((field) => {
    const kind = SERIAL_KINDS[field];
    const { v, t } = fields[field] ?? {};
    if (typeof v !== "string" || v === "" || t === undefined || t < parts_from) return [];
    if (!told.includes(` ${kind}:`)) return [];
    // Most are written as they are compared.
    return told.includes(` ${kind}:${v} `) || told.includes(` ${kind}:${normalNumber(v)} `) ? [] : [kind];
  });
}
