import { join } from "node:path";
import { build } from "esbuild";
import { BUILD, REPOSITORY } from "@/stack/folders";

export const WORKER_BUNDLE = join(BUILD, "worker.mjs");

/**
 * How Node runs it. Records live until they are durable, longer than V8 expects of young objects: with more room for
 * the young, most die before they are copied to the old. What is fetched lies outside the heap but counts as growth of
 * it: by default the whole heap is marked anew after each 8 MB, which costs a third of the worker's CPU. It may grow
 * elevenfold instead, from about 30 MB.
 */
export const WORKER_FLAGS = [
  "--enable-source-maps",
  "--max-semi-space-size=64",
  "--heap-growing-percent=1000",
];

/** One file with all of a worker's own code; packages stay where npm put them. */
export async function bundleWorker(entry = "ingest-worker/main.ts", outfile = WORKER_BUNDLE): Promise<void> {
  await build({
    entryPoints: [join(REPOSITORY, entry)],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "silent",
  });
}
