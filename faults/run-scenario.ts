import { setTimeout as sleep } from "node:timers/promises";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import { quarantined } from "@/ingest-worker/testing/stored";
import { createLog } from "@/lib/log";
import type { Laboratory } from "./lab/laboratory";
import { USUAL_LOAD } from "./lab/load";
import { FLEET } from "./lab/sent";
import { Trial } from "./lab/trial";
import { compareStates, compareWindows } from "./oracle/compare";
import { DurableOffsets } from "./oracle/durable-offsets";
import { SealedCopies } from "./oracle/sealed";
import { StateWatch } from "./oracle/state-watch";
import type { TrialResult } from "./result";
import type { Scenario } from "./scenario";

const BEFORE_MS = 1_500;
const AFTER_MS = 1_000;
const RECOVERS_WITHIN_SECONDS = 60;
const MEMORY_EVERY_MS = 200;
/** A worker that is well stays below this; what waits to be durable is bounded. */
const MAX_BYTES = 700_000_000;
const WEB_MAY_GROW_BYTES = 200_000_000;
const log = createLog("faults", "silent");

/** Runs one scenario on a new installation and judges it. */
export async function runScenario(
  lab: Laboratory,
  scenario: Scenario,
  brokenBy: string | null,
): Promise<TrialResult> {
  const trial = await Trial.open(lab, scenario.name, { ...USUAL_LOAD, ...scenario.load }, brokenBy);
  const faults: string[] = [];
  const note = (fault: unknown) => faults.push(fault instanceof Error ? fault.message : String(fault));
  try {
    const during = await through(trial, scenario, note);
    const after = await judged(trial, scenario, note);
    return {
      name: scenario.name,
      fault: scenario.fault,
      sent: trial.load.sent.total,
      ...after,
      regressions: during.regressions + after.regressions,
      recoverySeconds: during.recoverySeconds,
      restarts: trial.workers.reduce((sum, worker) => sum + worker.restarts, 0),
      peakMegabytes: Math.round(Math.max(0, ...trial.workers.map(({ peakBytes }) => peakBytes)) / 1e6),
      webPeakMegabytes: scenario.edge ? Math.round((await trial.edge.web.peakBytes()) / 1e6) : null,
      faults,
    };
  } finally {
    lab.proxy.heal();
    await trial.close();
  }
}

type Note = (fault: unknown) => void;

/** Load, fault and recovery, with somebody who looks all the while. */
async function through(
  trial: Trial,
  scenario: Scenario,
  note: Note,
): Promise<{ recoverySeconds: number | null; regressions: number }> {
  const states = new StateWatch(trial.es, trial.names);
  const offsets = new DurableOffsets(trial.kafka, trial.admin, trial.es, trial.names, log);
  const memory = setInterval(() => {
    for (const worker of trial.workers) void worker.sampleMemory();
  }, MEMORY_EVERY_MS);
  let recoverySeconds: number | null = null;
  try {
    for (let at = 0; at < (scenario.workers ?? 1); at++) await trial.addWorker();
    if (scenario.edge) await trial.addEdge(scenario.edge);
    await trial.start();
    await sleep(BEFORE_MS);
    await scenario.run(trial).catch(note);
    trial.proxy.heal();
    await sleep(AFTER_MS);
    await trial.finish();
    recoverySeconds = await trial.drained(scenario.recoversWithin ?? RECOVERS_WITHIN_SECONDS);
    if (recoverySeconds === null)
      note(
        `${await trial.lag()} records are not committed; the worker says: ${await trial.worker.reasons()}`,
      );
  } catch (fault) {
    note(fault);
  } finally {
    clearInterval(memory);
    await trial.finish();
    await Promise.all([states.stop(), offsets.stop()]);
  }
  for (const fault of [
    ...offsets.faults(new Set([...(await trial.refusedReadings()), ...trial.overrunReadings])).slice(0, 3),
    ...states.faults.slice(0, 3),
  ])
    note(fault);
  if (scenario.edge)
    for (const fault of await trial.edge.faults(scenario.webMayGrowBytes ?? WEB_MAY_GROW_BYTES)) note(fault);
  if (offsets.looks === 0 || states.looks === 0) note("nobody could look while it ran");
  for (const [at, { restarts, peakBytes }] of trial.workers.entries()) {
    if (restarts > 0 && !scenario.mayEnd) note(`worker ${at} ended ${restarts} times by itself`);
    if (peakBytes > MAX_BYTES) note(`worker ${at} took ${Math.round(peakBytes / 1e6)} MB`);
  }
  return { recoverySeconds, regressions: states.faults.length };
}

/** What became of everything that was sent. */
async function judged(trial: Trial, scenario: Scenario, note: Note) {
  const { es, names, load } = trial;
  const entries = await quarantined(es, names, FLEET);
  const sealed = await SealedCopies.of(es, names, entries);
  const windows = await compareWindows(es, names, load.sent, sealed).catch((fault: unknown) => {
    note(fault);
    return { stored: 0, duplicates: 0, lost: [...load.sent.readings.keys()], faults: [] };
  });
  const wrongStates = await compareStates(es, names, load.sent);
  const letters = await readTopic(trial.kafka, names.topics.deadLetter);
  const texts = new Set(entries.map(({ text }) => text));
  const values = new Set(letters.map(({ value }) => String(value)));
  const refused = await trial.refusedReadings();
  const lost = [
    ...windows.lost.filter((identity) => !refused.has(identity) && !trial.overrunReadings.has(identity)),
    ...[...load.sent.timeless].filter((text) => !texts.has(text)),
    ...[...load.sent.broken].filter((value) => !values.has(value)),
  ];
  if (lost.length > 0) note(`${lost.length} lost, as ${lost[0]}`);
  for (const fault of [...windows.faults.slice(0, 3), ...wrongStates.slice(0, 3)]) note(fault);
  for (const fault of (await scenario.check?.(trial).catch((thrown: unknown) => [String(thrown)])) ?? [])
    note(fault);
  return {
    stored: windows.stored,
    duplicates: windows.duplicates,
    deadLettered: values.size,
    quarantined: entries.length,
    lost: lost.length,
    regressions: wrongStates.length,
  };
}
