import type { CountedPart } from "@/lib/domain/attribution";
import { laterGenerations } from "@/lib/domain/generation";
import type { Names } from "@/lib/domain/names";
import { common, type Stretch } from "@/lib/domain/whose-bikes";
import { windowsOf } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import type { Generation } from "@/lib/es/list-generations";
import { timeRange } from "@/lib/es/search";
import { countLines, type FoundSource, type SearchLine, searchLines } from "@/lib/es/search-many";
import { inTurns } from "@/lib/in-turns";
import type { IntervalsOf } from "./island";
import { joined } from "./region";
import { SAMPLE_SOURCE, type Sample, sampleIn } from "./sample";

const OPERATION = "ride-samples";
const PAGE = 10_000;
/** An answer is parsed in one piece. */
const QUESTIONS_AT_ONCE = 4;
/** More would make a question that takes long to understand. */
const STRETCHES_PER_SEARCH = 200;

/** Windows that exist, by week, each with its generations. */
export type Windows = ReadonlyMap<string, readonly Generation[]>;

/** Readings of one id that count for a bike. */
interface Wanted extends Stretch {
  readonly bikeId: string;
  readonly reportedAs: string;
  readonly source: CountedPart["source"];
}

/**
 * Stored readings as rides are made from them, each once by the bike that it counts for, in no order.
 * @param partsOf what counts for a bike.
 * @param most of them, together.
 * @returns null where there are more.
 * @throws BulkFault by the class of what was answered.
 */
export async function readSamples(
  es: Elasticsearch,
  names: Names,
  windows: Windows,
  partsOf: (bikeId: string) => readonly CountedPart[],
  wanted: IntervalsOf,
  most = Number.POSITIVE_INFINITY,
): Promise<Map<string, Sample[]> | null> {
  const samples = new Map<string, Sample[]>();
  for (const [bikeId] of wanted) samples.set(bikeId, []);
  let open = questionsOf(names, windows, partsOf, wanted);
  let isCounted = !Number.isFinite(most);
  while (open.length > 0) {
    const asked = open.slice(0, QUESTIONS_AT_ONCE);
    const found = await searchLines(es, OPERATION, linesOf(asked));
    const more = asked.flatMap((question, at) => {
      const documents = found[at] ?? [];
      return documents.length < PAGE ? [] : [goOn(question, documents)];
    });
    if (more.length > 0 && !isCounted) {
      const counts = await countLines(es, OPERATION, linesOf(open));
      if (counts.reduce((sum, count) => sum + count, 0) > most) return null;
      isCounted = true;
    }
    await inTurns(giveAll(asked, found, samples));
    if (givenIn(samples) > most) return null;
    open = [...more, ...open.slice(asked.length)];
  }
  return samples;
}

const linesOf = (questions: readonly Question[]) => questions.map(({ line }) => line);

const givenIn = (samples: ReadonlyMap<string, readonly Sample[]>): number => {
  let sum = 0;
  for (const own of samples.values()) sum += own.length;
  return sum;
};

interface Question {
  readonly wanted: readonly Wanted[];
  readonly line: SearchLine;
}

/** One for each window, and more where many stretches lie in it. */
function questionsOf(
  names: Names,
  windows: Windows,
  partsOf: (bikeId: string) => readonly CountedPart[],
  intervalsOf: IntervalsOf,
): Question[] {
  const byWindow = new Map<string, Wanted[]>();
  // Where intervals overlap, a reading that lies in both would be found by two questions.
  for (const [bikeId, intervals] of intervalsOf)
    for (const part of partsOf(bikeId))
      for (const interval of joined(intervals, 0)) {
        const both = common(part, interval);
        if (both === null) continue;
        for (const window of windowsOf(both.fromMs, both.toMs)) {
          const stretch = common(both, { fromMs: window.startMs, toMs: window.endMs });
          if (stretch === null || !windows.has(window.name)) continue;
          const { reportedAs, source } = part;
          const list = byWindow.get(window.name);
          const one = { bikeId, reportedAs, source, ...stretch };
          if (list) list.push(one);
          else byWindow.set(window.name, [one]);
        }
      }
  return [...byWindow].flatMap(([name, list]) => {
    const indices = (windows.get(name) ?? []).map(({ index }) => index);
    const index = [...indices, names.windowPrefix + laterGenerations(name)].join();
    return parts(list).map((some) => ({ wanted: some, line: { index, body: bodyOf(some) } }));
  });
}

const parts = (list: readonly Wanted[]): Wanted[][] =>
  Array.from({ length: Math.ceil(list.length / STRETCHES_PER_SEARCH) }, (_, at) =>
    list.slice(at * STRETCHES_PER_SEARCH, (at + 1) * STRETCHES_PER_SEARCH),
  );

const bodyOf = (wanted: readonly Wanted[]): Readonly<Record<string, unknown>> => ({
  size: PAGE,
  sort: [{ "@timestamp": { order: "asc", format: "epoch_millis" } }, { source: "asc" }, { bike_id: "asc" }],
  _source: SAMPLE_SOURCE,
  query: { bool: { should: wanted.map(filterOf), minimum_should_match: 1 } },
});

const filterOf = ({ reportedAs, source, fromMs, toMs }: Wanted) => ({
  bool: {
    filter: [
      { term: { bike_id: reportedAs } },
      ...(source === null ? [] : [{ term: { source } }]),
      timeRange(fromMs, toMs),
    ],
  },
});

function goOn({ wanted, line }: Question, documents: readonly FoundSource[]): Question {
  const last = documents.at(-1) ?? {};
  const after = [Date.parse(String(last["@timestamp"])), last.source, last.bike_id];
  return { wanted, line: { ...line, body: { ...line.body, search_after: after } } };
}

function* giveAll(
  asked: readonly Question[],
  found: readonly (readonly FoundSource[])[],
  samples: ReadonlyMap<string, Sample[]>,
): Generator<void, void> {
  for (const [at, { wanted }] of asked.entries())
    for (const document of found[at] ?? []) {
      give(wanted, document, samples);
      yield;
    }
}

function give(
  wanted: readonly Wanted[],
  document: FoundSource,
  samples: ReadonlyMap<string, Sample[]>,
): void {
  const sample = sampleIn(document);
  const given = new Set<string>();
  for (const { bikeId, reportedAs, source, fromMs, toMs } of wanted)
    if (
      reportedAs === sample.reportedAs &&
      (source === null || source === sample.source) &&
      sample.timeMs >= fromMs &&
      sample.timeMs < toMs &&
      !given.has(bikeId)
    ) {
      given.add(bikeId);
      samples.get(bikeId)?.push(sample);
    }
}
