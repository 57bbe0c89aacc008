import { readTopic } from "@/ingest-worker/testing/read-topic";
import { storedStates } from "@/ingest-worker/testing/stored";
import { FLEET, type Sent } from "./lab/sent";
import type { Trial } from "./lab/trial";
import { compareStates } from "./oracle/compare-states";
import { compareWindows } from "./oracle/compare-windows";
import { compareLostValues } from "./oracle/lost-values";
import { comparePublished, lastPublished } from "./oracle/published-states";
import { type QuarantineEntry, quarantineEntries } from "./oracle/quarantine-entries";
import { SealedCopies } from "./oracle/sealed";
import { readStates } from "./oracle/state-watch";
import { storedReadings } from "./oracle/stored";
import type { TrialResult } from "./result";
import type { Scenario } from "./scenario";

type Judgement = Pick<
  TrialResult,
  "stored" | "duplicates" | "deadLettered" | "quarantined" | "lost" | "regressions"
>;
const SHOWN = 3;

/** What became of everything that was sent. @param note is told what is not as it must be, in words. */
export async function judge(
  trial: Trial,
  scenario: Scenario,
  note: (fault: unknown) => void,
): Promise<Judgement> {
  const { es, kafka, names, load } = trial;
  const { sent } = load;
  const entries = await quarantineEntries(es, names);
  const stored = await storedReadings(es, names);
  const windows = compareWindows(stored, sent, await SealedCopies.of(es, names, entries));
  const values = compareLostValues(sent, entries, stored);
  const wrongStates = compareStates(await readStates(es, names), sent);
  const published = await lastPublished(kafka, names.topics.bikeState);
  const unpublished = comparePublished(await storedStates(es, names, FLEET), published);
  const letters = await readTopic(kafka, names.topics.deadLetter);
  const broken = new Set(letters.map(({ value }) => String(value)));
  const refused = await trial.refusedReadings();
  const isExcused = (identity: string) => refused.has(identity) || trial.overrunReadings.has(identity);
  const lost = [
    ...windows.lost.filter((identity) => !isExcused(identity)),
    ...[...values.gone].flatMap(([identity, value]) => (isExcused(identity) ? [] : [value])),
    ...notKept(sent, entries),
    ...[...sent.broken].filter((value) => !broken.has(value)),
  ];
  if (lost.length > 0) note(`${lost.length} lost, as ${lost[0]}`);
  for (const faults of [windows.faults, values.faults, wrongStates, unpublished])
    for (const fault of faults.slice(0, SHOWN)) note(fault);
  for (const fault of (await scenario.check?.(trial).catch((thrown: unknown) => [String(thrown)])) ?? [])
    note(fault);
  return {
    stored: new Set(stored.map(({ identity }) => identity)).size,
    duplicates: windows.duplicates,
    deadLettered: broken.size,
    quarantined: entries.length,
    lost: lost.length,
    regressions: wrongStates.length,
  };
}

/** Readings without a time, and of a time that has not come, that do not wait in quarantine. */
function notKept({ timeless, ahead }: Sent, entries: readonly QuarantineEntry[]): string[] {
  const texts = new Set(entries.map(({ text }) => text));
  const waiting = new Set(
    entries
      .filter(({ reason, decision }) => reason === "ahead-of-clock" && decision === "waiting")
      .map(({ identity }) => identity),
  );
  return [
    ...[...timeless].filter((text) => !texts.has(text)),
    ...[...ahead].filter((identity) => !waiting.has(identity)),
  ];
}
