import { parseArgs } from "node:util";
import { createDisplay } from "@/stack/progress/display";
import { untilSignal } from "@/stack/signals";
import { BREAKS } from "./breaks";
import { openLaboratory } from "./lab/laboratory";
import { type TrialResult, tableOf } from "./result";
import { runScenario } from "./run-scenario";
import type { Scenario } from "./scenario";
import { SCENARIOS } from "./scenarios/all";

const USAGE = `npm run faults                        every scenario, on servers of their own
npm run faults -- --short             those that run with all tests
npm run faults -- --only=NAME,NAME    some of them
npm run faults -- --json              with the figures as JSON in the last line
npm run faults -- --list              what there is
npm run faults -- --break=NAME,NAME   with a worker that is broken on purpose: the scenarios that it names must fail
`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    short: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    break: { type: "string" },
  },
});
const breaks = (values.break ?? "").split(",").filter(Boolean);

function chosen(): Scenario[] {
  const names = values.only?.split(",");
  for (const name of names ?? [])
    if (!SCENARIOS.some((scenario) => scenario.name === name))
      throw new Error(
        `--only: expected some of ${SCENARIOS.map((one) => one.name).join(", ")}, got "${name}"`,
      );
  for (const name of breaks)
    if (!BREAKS[name])
      throw new Error(`--break: expected some of ${Object.keys(BREAKS).join(", ")}, got "${name}"`);
  const noticing = breaks.flatMap((name) => BREAKS[name]?.noticedBy ?? []);
  return SCENARIOS.filter(({ name, isShort }) => {
    if (names) return names.includes(name);
    if (breaks.length > 0) return noticing.includes(name);
    return !values.short || isShort;
  });
}

async function main(): Promise<boolean> {
  const scenarios = chosen();
  const display = createDisplay();
  const signal = untilSignal();
  const lab = await openLaboratory(display.onProgress, signal);
  const results: TrialResult[] = [];
  try {
    for (const scenario of scenarios) {
      signal.throwIfAborted();
      display.onProgress({ step: scenario.name, state: "running", detail: scenario.fault });
      const result = await runScenario(lab, scenario, breaks);
      results.push(result);
      const detail = result.faults.length === 0 ? scenario.expected : result.faults.join("\n    ");
      display.onProgress({
        step: scenario.name,
        state: result.faults.length === 0 ? "done" : "failed",
        detail,
      });
    }
  } finally {
    await lab.stop();
    display.close();
  }
  const sum = (of: (result: TrialResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  const figures = {
    scenarios: results.length,
    lost: sum(({ lost }) => lost),
    duplicates: sum(({ duplicates }) => duplicates),
    regressions: sum(({ regressions }) => regressions),
    failed,
  };
  const ok = failed === 0;
  console.log(tableOf(results));
  if (values.json) {
    console.log(JSON.stringify(results));
    console.log(JSON.stringify({ bench: "faults", figures, ok }));
  }
  return ok;
}

if (values.help) console.log(USAGE);
else if (values.list)
  for (const { name, fault, expected } of SCENARIOS) console.log(`${name}\n    ${fault}\n    ${expected}`);
else
  process.exitCode = await main().then(
    (ok) => (ok ? 0 : 1),
    (fault: unknown) => {
      console.error(fault instanceof Error ? fault.message : fault);
      return 2;
    },
  );
