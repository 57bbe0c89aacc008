import type { OnProgress } from "@/stack/progress/progress";
import { openLaboratory } from "./lab/laboratory";
import type { TrialResult } from "./result";
import { runScenario } from "./run-scenario";
import type { Scenario } from "./scenario";

/** A scenario, with the worker as it is or broken in one way. */
export interface Run {
  readonly scenario: Scenario;
  readonly brokenBy?: string;
}

/** Runs one after the other; those that need as many brokers share their servers. */
export async function runScenarios(
  runs: readonly Run[],
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<TrialResult[]> {
  const results: TrialResult[] = [];
  for (const brokers of [1, 3]) {
    const group = runs.filter(({ scenario }) => (scenario.brokers ?? 1) === brokers);
    if (group.length === 0) continue;
    signal.throwIfAborted();
    const lab = await openLaboratory(brokers, onProgress, signal);
    try {
      for (const { scenario, brokenBy } of group) {
        signal.throwIfAborted();
        const step = brokenBy ? `${scenario.name} (${brokenBy})` : scenario.name;
        onProgress({ step, state: "running", detail: scenario.fault });
        const result = await runScenario(lab, scenario, brokenBy ?? null);
        results.push(result);
        const { faults } = result;
        if (brokenBy)
          onProgress(
            faults.length > 0
              ? { step, state: "done", detail: `noticed: ${faults[0]}` }
              : { step, state: "failed", detail: "nobody noticed" },
          );
        else if (faults.length === 0) onProgress({ step, state: "done", detail: scenario.expected });
        else onProgress({ step, state: "failed", detail: faults.join("\n    ") });
      }
    } finally {
      await lab.stop();
    }
  }
  return results;
}
