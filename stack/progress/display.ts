import type { OnProgress } from "./progress";
import { advance, renderStep, type Steps } from "./render";

export interface Display {
  readonly onProgress: OnProgress;
  /** Prints a line of its own; the rows that are done stay above it. */
  say(line: string): void;
  close(): void;
}

const REDRAW_MS = 250;
const QUIET_MS = 5_000;

/** Rows that redraw themselves on a terminal; elsewhere a line per change, details at most every five seconds. */
export function createDisplay(out: NodeJS.WriteStream = process.stdout): Display {
  // Whoever reads may go (`npm start | head`); the supervisor stays.
  out.on("error", () => undefined);
  return out.isTTY ? liveDisplay(out) : plainDisplay(out);
}

function liveDisplay(out: NodeJS.WriteStream): Display {
  let steps: Steps = [];
  let drawn = 0;
  const clear = () => {
    if (drawn > 0) out.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    clear();
    const lines = steps.map((step) => renderStep(step, Date.now(), (out.columns || 80) - 1));
    if (lines.length > 0) out.write(`${lines.join("\n")}\n`);
    drawn = lines.length;
    if (steps.every((step) => step.state !== "running")) {
      steps = [];
      drawn = 0;
    }
  };
  const timer = setInterval(() => steps.length > 0 && draw(), REDRAW_MS).unref();
  return {
    onProgress: (event) => {
      steps = advance(steps, event, Date.now());
      draw();
    },
    say: (line) => {
      clear();
      out.write(`${line}\n`);
      draw();
    },
    close: () => clearInterval(timer),
  };
}

function plainDisplay(out: NodeJS.WriteStream): Display {
  let steps: Steps = [];
  const printedAt = new Map<string, number>();
  return {
    onProgress: (event) => {
      const now = Date.now();
      const known = steps.find((step) => step.step === event.step);
      steps = advance(steps, event, now);
      const changed = known?.state !== event.state;
      if (!changed && now - (printedAt.get(event.step) ?? 0) < QUIET_MS) return;
      const step = steps.find((candidate) => candidate.step === event.step);
      if (step) out.write(`${renderStep(step, now, Number.POSITIVE_INFINITY)}\n`);
      printedAt.set(event.step, now);
    },
    say: (line) => out.write(`${line}\n`),
    close: () => undefined,
  };
}
