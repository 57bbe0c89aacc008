/** What one scenario came to. The counts are of different things and do not add up; what is missing is in `lost`. */
export interface TrialResult {
  readonly name: string;
  readonly fault: string;
  /** Readings, repetitions included; without records that nobody can read. */
  readonly sent: number;
  /** Identities that have a reading in a window. */
  readonly stored: number;
  /** Identities that a window holds more than once. */
  readonly duplicates: number;
  /** Different letters: one for each record, or for all of a packet's readings of one reason. */
  readonly deadLettered: number;
  /** Entries: readings, and values that lost against others of the same instant. */
  readonly quarantined: number;
  readonly lost: number;
  /** Values that went back in time, and states that are not what was sent. */
  readonly regressions: number;
  /** From the end of the fault until everything was committed; null when it never was. */
  readonly recoverySeconds: number | null;
  /** How often workers were started again. */
  readonly restarts: number;
  readonly peakMegabytes: number;
  /** Of the web server; null where there was none. */
  readonly webPeakMegabytes: number | null;
  /** What was not as expected, in words; empty when the scenario passed. */
  readonly faults: readonly string[];
}

const COLUMNS: readonly (readonly [string, (result: TrialResult) => string])[] = [
  ["scenario", ({ name }) => name],
  ["sent", ({ sent }) => String(sent)],
  ["stored", ({ stored }) => String(stored)],
  ["duplicate", ({ duplicates }) => String(duplicates)],
  ["dead-lettered", ({ deadLettered }) => String(deadLettered)],
  ["quarantined", ({ quarantined }) => String(quarantined)],
  ["lost", ({ lost }) => String(lost)],
  ["back in time", ({ regressions }) => String(regressions)],
  ["recovery s", ({ recoverySeconds }) => recoverySeconds?.toFixed(1) ?? "never"],
  ["restarts", ({ restarts }) => String(restarts)],
  ["peak MB", ({ peakMegabytes }) => String(peakMegabytes)],
  ["web MB", ({ webPeakMegabytes }) => webPeakMegabytes?.toString() ?? ""],
  ["", ({ faults }) => (faults.length === 0 ? "ok" : "FAILED")],
];

/** Results as a table of text. */
export function tableOf(results: readonly TrialResult[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...results.map((one) => COLUMNS.map(([, cell]) => cell(one))),
  ];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}
