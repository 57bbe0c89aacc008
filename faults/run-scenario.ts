import { setTimeout as sleep } from "node:timers/promises";
import { judge } from "./judge";
import type { Laboratory } from "./lab/laboratory";
import { USUAL_LOAD } from "./lab/load";
import { Trial } from "./lab/trial";
import { Watches } from "./oracle/watches";
import type { TrialResult } from "./result";
import type { Scenario } from "./scenario";

const BEFORE_MS = 1_500;
const AFTER_MS = 1_000;
const RECOVERS_WITHIN_SECONDS = 60;
const MEMORY_EVERY_MS = 200;
/** A worker that is well stays below this; what waits to be durable is bounded. */
const MAX_BYTES = 700_000_000;
const WEB_MAY_GROW_BYTES = 200_000_000;
const SHOWN = 3;
const NOTHING_FOUND = { stored: 0, duplicates: 0, deadLettered: 0, quarantined: 0, regressions: 0 };

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
    const after = await judge(trial, scenario, note).catch((fault: unknown) => {
      note(fault);
      return { ...NOTHING_FOUND, lost: trial.load.sent.readings.size };
    });
    return {
      name: scenario.name,
      fault: scenario.fault,
      sent: trial.load.sent.total,
      ...after,
      regressions: during.regressions + after.regressions,
      recoverySeconds: during.recoverySeconds,
      restarts: trial.workers.reduce((sum, worker) => sum + worker.restarts, 0),
      peakMegabytes: Math.round(Math.max(0, ...trial.workers.map(({ peakBytes }) => peakBytes)) / 1e6),
      webPeakMegabytes: trial.hasEdge ? Math.round((await trial.edge.web.peakBytes()) / 1e6) : null,
      faults,
    };
  } finally {
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
  const watches = new Watches(trial);
  const memory = setInterval(() => {
    for (const worker of trial.workers) void worker.sampleMemory();
  }, MEMORY_EVERY_MS);
  let recoverySeconds: number | null = null;
  try {
    for (let at = 0; at < (scenario.workers ?? 1); at++) await trial.addWorker();
    if (scenario.edge) await trial.addEdge(scenario.edge);
    await trial.start();
    await trial.untilUnderWay();
    await sleep(BEFORE_MS);
    watches.begin();
    await scenario
      .run(trial)
      .catch(note)
      .finally(() => trial.heal());
    await sleep(AFTER_MS);
    await trial.finish();
    recoverySeconds = await trial.drained(scenario.recoversWithin ?? RECOVERS_WITHIN_SECONDS);
    if (recoverySeconds === null)
      note(
        `${await trial.lag()} records are not committed; the worker says: ${await trial.worker.reasons()}`,
      );
    for (const unseen of await watches.unseen()) note(unseen);
    await watches.lookAtLast();
  } catch (fault) {
    note(fault);
  } finally {
    clearInterval(memory);
    await trial.finish().catch(note);
    await watches.stop();
  }
  const commitFaults = trial
    .refusedReadings()
    .then((refused) => watches.commitFaults(new Set([...refused, ...trial.overrunReadings])));
  for (const faults of [await commitFaults.catch((fault: unknown) => [String(fault)]), watches.regressions])
    for (const fault of faults.slice(0, SHOWN)) note(fault);
  if (trial.hasEdge)
    for (const fault of await trial.edge.faults(scenario.webMayGrowBytes ?? WEB_MAY_GROW_BYTES)) note(fault);
  for (const [at, { restarts, peakBytes }] of trial.workers.entries()) {
    if (restarts > 0 && !scenario.mayEnd) note(`worker ${at} ended ${restarts} times by itself`);
    if (peakBytes > MAX_BYTES) note(`worker ${at} took ${Math.round(peakBytes / 1e6)} MB`);
  }
  return { recoverySeconds, regressions: watches.regressions.length };
}
