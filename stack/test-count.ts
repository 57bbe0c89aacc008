import { z } from "zod";

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  /** Which test failed, and why; nothing where the run does not say. */
  readonly failures?: readonly string[];
}

const LINES_SHOWN = 12;

/**
 * What one run of vitest came to. A file that could not be loaded counts as one failure, and so does a run that ended
 * badly without a failed test, or without a report.
 */
export function countTests(report: unknown, exitCode: number | null): TestCount {
  const parsed = VitestReport.safeParse(report).data;
  if (!parsed) return { passed: 0, failed: 1 };
  const unloaded = parsed.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  const failed = parsed.numFailedTests + unloaded.length;
  return {
    passed: parsed.numPassedTests,
    failed: exitCode === 0 ? failed : Math.max(1, failed),
    failures: [
      ...unloaded.map(({ name, message }) => failure(name, message)),
      ...parsed.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === "failed")
          .map(({ fullName, failureMessages }) => failure(`${name} › ${fullName}`, failureMessages?.[0])),
      ),
    ],
  };
}

const failure = (name: string, message = "it does not say why"): string =>
  [name, ...message.split("\n").slice(0, LINES_SHOWN)].join("\n  ");

const FaultsReport = z.object({ figures: z.object({ scenarios: z.number(), failed: z.number() }) });

/** What the fault laboratory came to, by the last line that it printed. */
export function countScenarios(text: string, exitCode: number | null): TestCount {
  const report = FaultsReport.safeParse(parsedLine(text.trimEnd().split("\n").at(-1) ?? "")).data;
  if (!report) return { passed: 0, failed: 1 };
  const { scenarios, failed } = report.figures;
  return { passed: scenarios - failed, failed: exitCode === 0 ? failed : Math.max(1, failed) };
}

/**
 * What promtool's run of named cases came to: it names those that failed. A run that ended badly without naming any, as for
 * rules that cannot be read, has tested none.
 */
export function countCases(names: readonly string[], text: string, exitCode: number | null): TestCount {
  if (exitCode === 0) return { passed: names.length, failed: 0 };
  const failed = names.filter((name) => text.includes(`name: ${name},`)).length;
  return failed > 0 ? { passed: names.length - failed, failed } : { passed: 0, failed: names.length };
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** What failed comes just before the sum, where the end of a long log still shows it. */
export const summaryOf = (counts: readonly TestCount[]): string => {
  const sum = (of: (count: TestCount) => number) => counts.reduce((total, count) => total + of(count), 0);
  const failures = counts.flatMap(({ failures: named = [] }) => named.map((text) => `✗ ${text}`));
  const line = `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
  return [...failures, line].join("\n");
};
