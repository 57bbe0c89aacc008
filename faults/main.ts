import { parseArgs } from "node:util";
import { createDisplay } from "@/stack/progress/display";
import { untilSignal } from "@/stack/signals";
import { BREAKS } from "./breaks";
import { type TrialResult, tableOf } from "./result";
import { type Run, runScenarios } from "./run-scenarios";
import { SCENARIOS } from "./scenarios/all";

const USAGE = `npm run faults                        every scenario, on servers of their own
npm run faults -- --short             those that run with all tests
npm run faults -- --only=NAME,NAME    some of them
npm run faults -- --json              with the figures as JSON in the last line
npm run faults -- --list              what there is
npm run faults -- --break=NAME,NAME   with a worker that is broken on purpose, in one way after the other: the scenarios
                                      that each way names must fail; all for every way

All take half an hour and want the machine for themselves; broker-disk-full needs prlimit.
Ways to be broken: ${Object.keys(BREAKS).join(", ")}
`;

const values = readOptions();
const breaks = values.break === "all" ? Object.keys(BREAKS) : (values.break ?? "").split(",").filter(Boolean);

function readOptions() {
  const options = {
    only: { type: "string" },
    short: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    break: { type: "string" },
  } as const;
  try {
    const { values } = parseArgs({ options });
    if (values.short && (values.only !== undefined || values.break !== undefined))
      throw new Error("--short: expected alone, because --only and --break choose by name");
    return values;
  } catch (fault) {
    console.error(`${fault instanceof Error ? fault.message : fault}\n\n${USAGE}`);
    process.exit(2);
  }
}

function chosen(): Run[] {
  const names = values.only?.split(",");
  for (const name of names ?? [])
    if (!SCENARIOS.some((scenario) => scenario.name === name))
      throw new Error(
        `--only: expected some of ${SCENARIOS.map((one) => one.name).join(", ")}, got "${name}"`,
      );
  for (const name of breaks)
    if (!BREAKS[name])
      throw new Error(`--break: expected all or some of ${Object.keys(BREAKS).join(", ")}, got "${name}"`);
  if (breaks.length > 0)
    return breaks.flatMap((brokenBy) =>
      SCENARIOS.filter(({ name }) => names?.includes(name) ?? BREAKS[brokenBy]?.noticedBy.includes(name)).map(
        (scenario) => ({ scenario, brokenBy }),
      ),
    );
  return SCENARIOS.filter(({ name, isShort }) =>
    names ? names.includes(name) : !values.short || isShort,
  ).map((scenario) => ({ scenario }));
}

async function main(): Promise<boolean> {
  const runs = chosen();
  const display = createDisplay();
  const results = await runScenarios(runs, display.onProgress, untilSignal()).finally(display.close);
  console.log(tableOf(results));
  return breaks.length > 0 ? judgeBroken(results) : judge(results);
}

/** Every scenario must pass. */
function judge(results: readonly TrialResult[]): boolean {
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
  return told("faults", results, figures, failed === 0);
}

/** Every scenario must fail: a worker that is broken must be noticed. */
function judgeBroken(results: readonly TrialResult[]): boolean {
  const noticed = results.filter(({ faults }) => faults.length > 0).length;
  const figures = { breaks: results.length, noticed };
  console.log(`${noticed} of ${results.length} broken workers were noticed`);
  return told("faults-broken", results, figures, noticed === results.length);
}

function told(bench: string, results: readonly TrialResult[], figures: object, ok: boolean): boolean {
  if (values.json) {
    console.log(JSON.stringify(results));
    console.log(JSON.stringify({ bench, figures, ok }));
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
