import { z } from "zod";
import { command } from "@/cli/command/command";
import { meaning } from "@/cli/command/option-types";
import { readOptions } from "@/cli/command/read-options";
import { WrongOptions } from "@/cli/command/wrong-options";
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

const names = meaning("names with commas between them", (text) => text.split(",").filter(Boolean));
const flag = z.boolean().default(false);
const FLAGS = ["short", "json", "list"];
const Options = z
  .object({ only: names.optional(), break: names.optional(), short: flag, json: flag, list: flag })
  .refine((said) => !said.short || (said.only ?? said.break) === undefined, {
    path: ["short"],
    message: "expected alone, because --only and --break choose by name",
  });
type Options = z.infer<typeof Options>;

/** @throws WrongOptions for a name that there is not. */
function expectKnown(option: string, asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new WrongOptions(`--${option}: expected some of ${known.join(", ")}, got "${unknown}"`);
}

function breaksIn({ break: asked = [] }: Options): readonly string[] {
  const known = Object.keys(BREAKS);
  const isAll = asked.length === 1 && asked[0] === "all";
  if (!isAll) expectKnown("break", asked, known);
  return isAll ? known : asked;
}

function chosen({ only, short }: Options, breaks: readonly string[]): Run[] {
  const known = SCENARIOS.map(({ name }) => name);
  expectKnown("only", only ?? [], known);
  if (breaks.length > 0)
    return breaks.flatMap((brokenBy) =>
      SCENARIOS.filter(({ name }) => only?.includes(name) ?? BREAKS[brokenBy]?.noticedBy.includes(name)).map(
        (scenario) => ({ scenario, brokenBy }),
      ),
    );
  return SCENARIOS.filter(({ name, isShort }) => (only ? only.includes(name) : !short || isShort)).map(
    (scenario) => ({ scenario }),
  );
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, { schema: Options, flags: FLAGS });
  if (options.list) {
    for (const { name, fault, expected } of SCENARIOS) console.log(`${name}\n    ${fault}\n    ${expected}`);
    return 0;
  }
  const breaks = breaksIn(options);
  const runs = chosen(options, breaks);
  const display = createDisplay();
  const results = await runScenarios(runs, display.onProgress, untilSignal()).finally(display.close);
  console.log(tableOf(results));
  const { bench, figures, ok } = breaks.length > 0 ? judgeBroken(results) : judge(results);
  if (options.json) {
    console.log(JSON.stringify(results));
    console.log(JSON.stringify({ bench, figures, ok }));
  }
  return ok ? 0 : 1;
}

interface Verdict {
  readonly bench: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly ok: boolean;
}

/** Every scenario must pass. */
function judge(results: readonly TrialResult[]): Verdict {
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
  return { bench: "faults", figures, ok: failed === 0 };
}

/** Every scenario must fail: a worker that is broken must be noticed. */
function judgeBroken(results: readonly TrialResult[]): Verdict {
  const noticed = results.filter(({ faults }) => faults.length > 0).length;
  console.log(`${noticed} of ${results.length} broken workers were noticed`);
  return {
    bench: "faults-broken",
    figures: { breaks: results.length, noticed },
    ok: noticed === results.length,
  };
}

process.exitCode = await command(USAGE, process.argv.slice(2), main);
