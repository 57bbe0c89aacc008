import { CASE_WORDS, FIELD_WORDS } from "@/lib/domain/bike-words";
import { componentName } from "../component-words";
import type { BikeRecord, RecordComponent } from "../record/models";
import type { AtFirst } from "./at-first";
import type { StoryEntry, StoryKind } from "./models";

/** Of a bike that is withdrawn still. */
export const WITHDRAWN = "Withdrawn";

const entry = (
  kind: StoryKind,
  atMs: number | null,
  text: string,
  more: Partial<Pick<StoryEntry, "by" | "reason">> = {},
): StoryEntry => ({ kind, atMs, text, by: null, reason: null, ...more });

/** What a record tells of what happened, and what the bike was at first; voided periods are no part of it. */
export function tellRecord(record: BikeRecord, { model, oem, firmware }: AtFirst): StoryEntry[] {
  const file = record.file === null ? "" : ` by the file ${record.file}`;
  const counts = <T extends { readonly voidedAtMs: number | null }>(periods: readonly T[]): readonly T[] =>
    periods.filter(({ voidedAtMs }) => voidedAtMs === null);
  return [
    entry(
      "registered",
      record.registeredAtMs,
      `Registered${file} as ${model ?? "a bike"} of ${oem}${withFirmware(firmware)}`,
    ),
    ...tellWithdrawal(record),
    ...tellComponents(counts(record.components)),
    ...counts(record.assignments).flatMap(({ fleet, fromMs, toMs }) => [
      entry("fleet", fromMs, `In the fleet of ${fleet}`),
      ...(toMs === null ? [] : [entry("fleet", toMs, `Left the fleet of ${fleet}`)]),
    ]),
    ...counts(record.owners).flatMap(({ organisation, reference, fromMs, toMs }) => {
      const who = reference === null ? "a rider" : `rider ${reference} of ${organisation}`;
      return [
        entry("owner", fromMs, `Owned by ${who}`),
        ...(toMs === null ? [] : [entry("owner", toMs, `No longer owned by ${who}`)]),
      ];
    }),
    ...record.corrections.flatMap(({ field, was, proposed, evidence, proposedAtMs, ...decision }) => [
      entry(
        "correction",
        proposedAtMs,
        `Proposed: ${fieldLabel(field)} ${proposed} instead of ${was ?? "none"}`,
        {
          reason: evidence,
        },
      ),
      ...(decision.decidedAtMs === null
        ? []
        : [
            entry(
              "correction",
              decision.decidedAtMs,
              decision.state === "approved"
                ? `${fieldLabel(field)} corrected from ${was ?? "none"} to ${proposed}`
                : `Correction declined: ${fieldLabel(field)} stays ${was ?? "as it was"}`,
              { reason: decision.decisionReason },
            ),
          ]),
    ]),
    ...record.cases.flatMap(({ reason, note, openedBy, openedAtMs, closedAtMs }) => {
      const why = CASE_WORDS[reason].toLowerCase();
      return [
        entry("case", openedAtMs, `Case opened: ${why}`, { by: openedBy, reason: note }),
        ...(closedAtMs === null ? [] : [entry("case", closedAtMs, `Case closed: ${why}`)]),
      ];
    }),
  ];
}

/** ", firmware 4.12.0" */
export const withFirmware = (version: string | null): string =>
  version === null ? "" : `, firmware ${version}`;

function tellWithdrawal({ withdrawnAtMs, mergedInto }: BikeRecord): StoryEntry[] {
  if (withdrawnAtMs === null) return [];
  return [entry("change", withdrawnAtMs, mergedInto === null ? WITHDRAWN : `Found to be ${mergedInto}`)];
}

/** One that comes as another goes replaces it. */
function tellComponents(components: readonly RecordComponent[]): StoryEntry[] {
  const arrivals = components.map(({ kind, serial, fromMs }) => {
    const before = components.find((one) => one.kind === kind && one.toMs !== null && one.toMs === fromMs);
    const name = componentName(kind, serial);
    const text = before
      ? `${componentName(kind, before.serial)} replaced by ${serial}`
      : `${name} ${fromMs === null ? "built in" : "put in"}`;
    return entry("component", fromMs, text);
  });
  const departures = components.flatMap(({ kind, serial, toMs }) =>
    toMs === null || components.some((one) => one.kind === kind && one.fromMs === toMs)
      ? []
      : [entry("component", toMs, `${componentName(kind, serial)} taken out`)],
  );
  return [...arrivals, ...departures];
}

const fieldLabel = (field: string): string => FIELD_WORDS[field] ?? field;
