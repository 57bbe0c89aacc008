import { z } from "zod";

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

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
  ).length;
  const failed = parsed.numFailedTests + unloaded;
  return { passed: parsed.numPassedTests, failed: exitCode === 0 ? failed : Math.max(1, failed) };
}

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

export const summaryOf = (counts: readonly TestCount[]): string => {
  const sum = (of: (count: TestCount) => number) => counts.reduce((total, count) => total + of(count), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
};
