import { climbOf } from "./climb";
import { GAP_MS, type Sample } from "./sample";

/** What one altimeter tells at a moment, ms since epoch: metres. */
interface Word {
  readonly timeMs: number;
  readonly altitudeM: number;
}
/** Words of one altimeter, in order; never none. */
type Run = readonly Word[];

/**
 * Metres climbed on a track, by each altimeter over its own runs: two of them differ by what no bike climbs where one takes
 * the other's place. Where two tell of the same time, the run of more words counts.
 * @returns null where no altimeter tells two altitudes in one run.
 */
export function climbIn(samples: readonly Sample[]): number | null {
  const counted: Run[] = [];
  for (const run of runsOf(samples).sort(byWords))
    counted.push(...counted.reduce<readonly Run[]>((left, other) => left.flatMap(outside(other)), [run]));
  const climbing = counted.filter(({ length }) => length > 1);
  const climbed = climbing.reduce((sum, run) => sum + climbOf(run.map(({ altitudeM }) => altitudeM)), 0);
  return climbing.length === 0 ? null : Math.round(climbed);
}

/** An altimeter's run ends where it tells nothing for more than a minute, and another one does. */
function runsOf(samples: readonly Sample[]): Word[][] {
  const runs: Word[][] = [];
  const open = new Map<string, Word[]>();
  let latest: Word[] | null = null;
  for (const { timeMs, altitudeM, source, reportedAs } of samples) {
    if (altitudeM === null) continue;
    const altimeter = `${source} ${reportedAs}`;
    let run = open.get(altimeter);
    if (!run || (run !== latest && timeMs - timeOf(run.at(-1)) > GAP_MS)) {
      run = [];
      runs.push(run);
      open.set(altimeter, run);
    }
    run.push({ timeMs, altitudeM });
    latest = run;
  }
  return runs;
}

/** Most words first; of as many, who began earlier. */
const byWords = (a: Run, b: Run): number => b.length - a.length || timeOf(a[0]) - timeOf(b[0]);

/** What of a run lies before another one, and what after it. */
const outside =
  (other: Run) =>
  (run: Run): Run[] => {
    const [fromMs, toMs] = [timeOf(other[0]), timeOf(other.at(-1))];
    if (timeOf(run.at(-1)) < fromMs || timeOf(run[0]) > toMs) return [run];
    const parts = [run.filter(({ timeMs }) => timeMs < fromMs), run.filter(({ timeMs }) => timeMs > toMs)];
    return parts.filter(({ length }) => length > 0);
  };

const timeOf = (word: Word | undefined): number => word?.timeMs ?? 0;
