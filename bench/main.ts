import { backlog } from "./backlog";
import { clients } from "./clients";
import { freshness } from "./freshness";
import { grid } from "./grid";
import { ingest } from "./ingest";
import { live } from "./live";
import { map } from "./map";
import type { BenchResult } from "./result";
import { soak } from "./soak";
import { storage } from "./storage";

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  ingest,
  freshness,
  storage,
  grid,
  clients,
  live,
  map,
  backlog,
  soak,
};

const name = process.argv[2] ?? "";
const bench = BENCHES[name];
if (!bench) {
  console.error(`npm run bench -- NAME: expected one of ${Object.keys(BENCHES).join(", ")}, got "${name}"`);
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const result = await bench();
console.log(JSON.stringify({ bench: name, ...result }));
process.exit(result.ok ? 0 : 1);
