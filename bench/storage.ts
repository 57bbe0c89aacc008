import readings from "@/es-templates/10-readings.json" with { type: "json" };
import { namesIn } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { createWindow } from "@/lib/es/windows";
import { packetStream } from "@/simulator/packets";
import { randomOf } from "@/simulator/random";
import { startBenchStack } from "./bench-stack";
import { bulkBodies, bulkLines } from "./documents";
import { type BenchResult, judged, rounded } from "./result";

const BIKES = 2_000;
const READINGS_PER_BIKE = Number(process.env.SLIPSTREAM_BENCH_READINGS ?? 500_000) / BIKES;

/** Bytes per reading after merging: a window filled live, one filled in random order, and standard indices beside them. */
export async function storage(): Promise<BenchResult> {
  const stack = await startBenchStack();
  const { environment } = stack;
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  // In a bench's servers this user makes and removes what it likes.
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "suite",
    password: environment.SLIPSTREAM_ELASTICSEARCH_SUITE_PASSWORD ?? "",
  });
  try {
    // A whole week back, so that no reading meets the window's end.
    const window = windowOf(Date.now() - 7 * 86_400_000);
    const lines = documentLines(window.startMs + 86_400_000);
    const shuffled = randomOf(7).shuffled(lines);
    const standard = {
      mappings: standardMapping(),
      settings: { index: { number_of_shards: 1, number_of_replicas: 0 } },
    };
    const synthetic = {
      ...standard,
      settings: { index: { ...standard.settings.index, "mapping.source.mode": "synthetic" } },
    };
    const measure = async (
      suffix: string,
      make: (index: string) => Promise<void>,
      order: readonly Buffer[],
    ) => {
      const index = `${names.namespace}-${suffix}`;
      await make(index);
      await fill(es, index, order);
      const bytes = await mergedBytes(es, index);
      console.error(`${suffix}: ${(bytes / lines.length).toFixed(1)} bytes per reading`);
      return bytes / lines.length;
    };
    const asWindow = async (index: string) => {
      const made = await createWindow(es, index, window);
      if (made.kind !== "done") throw new Error(`${index}: ${made.detail}`);
    };
    const live = await measure("readings-bench-live", asWindow, lines);
    const inRandomOrder = await measure("readings-bench-shuffled", asWindow, shuffled);
    const plain = await measure("bench-standard", (index) => putIndex(es, index, standard), lines);
    const plainSynthetic = await measure("bench-synthetic", (index) => putIndex(es, index, synthetic), lines);
    return judged(
      {
        bytes_per_reading: rounded(live),
        bytes_per_reading_shuffled: rounded(inRandomOrder),
        ratio_to_standard: rounded(live / plain),
        standard_bytes_per_reading: rounded(plain, 4),
        standard_synthetic_bytes_per_reading: rounded(plainSynthetic, 4),
      },
      { atMost: { bytes_per_reading: 45, bytes_per_reading_shuffled: 55, ratio_to_standard: 0.21 } },
    );
  } finally {
    await es.close();
    await stack.stop();
  }
}

/** The bulk lines of every reading, in the order in which a live fleet sends them, some seconds after they were measured. */
function documentLines(fromMs: number): Buffer[] {
  const options = {
    bikes: BIKES,
    packetsPerBike: READINGS_PER_BIKE,
    readingsPerPacket: 1,
    fromMs,
    stepMs: 1_000,
  };
  const packets = function* () {
    for (const packet of packetStream(11, options)) yield Buffer.from(JSON.stringify(packet));
  };
  return bulkLines(packets(), (eventMs) => eventMs + 2_000 + (eventMs % 7_000), "phone-app-3f2a9c51");
}

/** The fields of a window in an ordinary index: values indexed and stored as usual. */
function standardMapping(): object {
  const properties = Object.fromEntries(
    Object.entries(readings.template.mappings.properties).map(([name, { type }]) => [name, { type }]),
  );
  return { dynamic: "strict", properties };
}

async function putIndex(es: Elasticsearch, index: string, body: object): Promise<void> {
  await es.transport.request({ method: "PUT", path: `/${index}`, body });
}

async function fill(es: Elasticsearch, index: string, lines: readonly Buffer[]): Promise<void> {
  for (const body of bulkBodies(lines)) {
    const answer = await sendBulk(es, index, body);
    if (!answer.allDone) throw new Error(`${index}: a bulk was refused`);
  }
}

async function mergedBytes(es: Elasticsearch, index: string): Promise<number> {
  await es.transport.request(
    { method: "POST", path: `/${index}/_forcemerge`, querystring: { max_num_segments: 1 } },
    { requestTimeout: 600_000 },
  );
  await es.transport.request({ method: "POST", path: `/${index}/_refresh` });
  const stats = await es.transport.request<{ _all: { primaries: { store: { size_in_bytes: number } } } }>({
    method: "GET",
    path: `/${index}/_stats/store`,
  });
  return stats._all.primaries.store.size_in_bytes;
}
