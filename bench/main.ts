import { backlog } from "./backlog";
import { clients } from "./clients";
import { freshness } from "./freshness";
import { grid } from "./grid";
import { ingest } from "./ingest";
import { live } from "./live";
import { lookup } from "./lookup";
import { map } from "./map";
import { registration } from "./registration";
import { reports } from "./reports";
import type { BenchResult } from "./result";
import { rides } from "./rides";
import { soak } from "./soak";
import { storage } from "./storage";

interface Bench {
  readonly run: () => Promise<BenchResult>;
  readonly about: string;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  ingest: {
    run: ingest,
    about:
      "the worker's rate over that of plain bulks, and its CPU per reading; SLIPSTREAM_BENCH_ROUNDS, _READINGS",
  },
  freshness: {
    run: freshness,
    about: "from an upload to its reading in the API's answer; SLIPSTREAM_BENCH_SECONDS",
  },
  storage: { run: storage, about: "bytes per reading after merging; SLIPSTREAM_BENCH_READINGS" },
  grid: { run: grid, about: "the live map's memory: filling, size, rate, views" },
  clients: { run: clients, about: "1,000 clients of one live process, then 200 of them frozen" },
  live: { run: live, about: "from an upload to the moving bike, in a browser; SLIPSTREAM_BENCH_SECONDS" },
  map: {
    run: map,
    about: "10,000 bikes in one view of a browser; SLIPSTREAM_BENCH_SHOTS, a folder for pictures",
  },
  lookup: {
    run: lookup,
    about: "which bike a number, half of one or a wrong one is of, in 200,000; SLIPSTREAM_BENCH_BIKES",
  },
  backlog: {
    run: backlog,
    about: "live freshness while a year is uploaded at once; SLIPSTREAM_BENCH_SECONDS (quiet phases), _BIKES",
  },
  registration: {
    run: registration,
    about: "a file of 10,000 bikes with 300 mistakes, checked and registered; SLIPSTREAM_BENCH_ROUNDS",
  },
  rides: {
    run: rides,
    about:
      "rides computed and figures beneath the mask right while a year of 3 million readings arrives late; SLIPSTREAM_BENCH_BIKES",
  },
  reports: {
    run: reports,
    about:
      "reports of 1,000,000 rides over 90 days: figures computed, a changed day again, each asked for; SLIPSTREAM_BENCH_RIDES, _BIKES",
  },
  soak: { run: soak, about: "half an hour at the highest steady rate; SLIPSTREAM_BENCH_SECONDS" },
};

const name = process.argv[2] ?? "";
const bench = BENCHES[name];
if (!bench) {
  const rows = Object.entries(BENCHES).map(([known, { about }]) => `  ${known.padEnd(12)} ${about}`);
  console.error(
    `npm run bench -- NAME, on a machine that does nothing else: expected one of\n${rows.join("\n")}`,
  );
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const result = await bench.run();
console.log(JSON.stringify({ bench: name, ...result }));
process.exit(result.ok ? 0 : 1);
