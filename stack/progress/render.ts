import type { ProgressEvent } from "./progress";

export interface StepState extends ProgressEvent {
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
}
export type Steps = readonly StepState[];

/** The steps after an event; a step that starts again begins anew. */
export function advance(steps: Steps, event: ProgressEvent, nowMs: number): Steps {
  const before = steps.find((step) => step.step === event.step && step.state === "running");
  const startedAtMs = before?.startedAtMs ?? nowMs;
  const after: StepState =
    event.state === "running" ? { ...event, startedAtMs } : { ...event, startedAtMs, endedAtMs: nowMs };
  const known = steps.findIndex((step) => step.step === event.step);
  return known < 0 ? [...steps, after] : steps.with(known, after);
}

const MARKS = { running: "…", done: "✓", failed: "✗" } as const;

/** One line, at most `width` columns: mark, step, how long, and what it says. */
export function renderStep(step: StepState, nowMs: number, width: number): string {
  const seconds = ((step.endedAtMs ?? nowMs) - step.startedAtMs) / 1_000;
  const line = `${MARKS[step.state]} ${step.step.padEnd(24)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${step.detail ?? ""}`;
  const trimmed = line.trimEnd();
  return trimmed.length <= width ? trimmed : `${trimmed.slice(0, Math.max(0, width - 1))}…`;
}
