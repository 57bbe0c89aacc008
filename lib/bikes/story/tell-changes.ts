import { FIELD_WORDS } from "@/lib/domain/bike-words";
import type { RecordCorrection } from "../record/models";
import type { StoryEntry } from "./models";
import type { AuditedChange } from "./read-audit";
import { type BikeChange, type ToldValue, UNSEEN_MODEL } from "./read-changes";
import { sourceOf } from "./source-of";

const WORDS: Readonly<Record<string, string>> = { ...FIELD_WORDS, produced_on: "Production day", oem: "OEM" };

/** What changed in a bike's own row, each with who changed it and why; what corrections changed is told by them. */
export function tellChanges(
  changes: readonly BikeChange[],
  corrections: readonly RecordCorrection[],
  audited: readonly AuditedChange[],
): StoryEntry[] {
  return changes.flatMap(({ field, was, isNow, atMs, toldAtMs }): StoryEntry[] => {
    const isCorrection = corrections.some(
      (one) => one.state === "approved" && one.field === field && one.decidedAtMs === atMs,
    );
    const text = isCorrection ? null : changeInWords(WORDS[field] ?? field, was, isNow);
    const source = sourceOf(audited.find(({ at }) => at === atMs));
    return text === null ? [] : [{ kind: "change", atMs: toldAtMs, text, ...source }];
  });
}

function changeInWords(label: string, was: ToldValue | null, isNow: ToldValue | null): string | null {
  if (was === null) return isNow === null ? null : `${label} ${isNow.name} added`;
  if (isNow === null) return `${label} ${was.name} taken away`;
  const isAlike = was.name === isNow.name && was.name !== UNSEEN_MODEL;
  const inFull = ({ key, name }: ToldValue) => (isAlike ? `${name} (${key})` : name);
  return `${label} changed from ${inFull(was)} to ${inFull(isNow)}`;
}
