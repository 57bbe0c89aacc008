import { spawn } from "node:child_process";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BUILD, REPOSITORY } from "@/stack/folders";
import { claim } from "@/stack/process/claim";
import { nodeProgram } from "@/stack/process/node-program";
import { type OnProgress, step } from "@/stack/progress/progress";
import { contentStamp } from "./content-stamp";
import { bundleWorker, WORKER_BUNDLE } from "./worker-bundle";

const SHARED = ["lib", "es-templates", "package.json", "package-lock.json", "tsconfig.json"];
const WEB_SOURCES = [
  ...SHARED,
  ...["app", "components", "public/basemap", "stack/copy-map-worker.ts"],
  ...["next.config.js", "postcss.config.mjs", "proxy.ts", "instrumentation.ts"],
];

/** Builds the web server's and the worker's programs where their sources changed since they were built last. */
export async function ensureBuilt(onProgress: OnProgress, signal?: AbortSignal): Promise<void> {
  const release = await takeTurn(signal);
  try {
    await buildIfChanged("worker", [...SHARED, "ingest-worker"], WORKER_BUNDLE, () =>
      step(onProgress, "Build worker", () => bundleWorker()),
    );
    await buildIfChanged("web", WEB_SOURCES, join(REPOSITORY, ".next", "BUILD_ID"), () =>
      step(onProgress, "Build web", (say) => buildWeb(say, signal)),
    );
  } finally {
    await release();
  }
}

async function buildIfChanged(
  name: string,
  sources: readonly string[],
  result: string,
  build: () => Promise<void>,
): Promise<void> {
  const stampFile = join(BUILD, `${name}.stamp`);
  const stamp = `${await contentStamp(REPOSITORY, sources)} node ${process.versions.node.split(".")[0]}\n`;
  const there = await access(result).then(
    () => true,
    () => false,
  );
  if (there && (await readFile(stampFile, "utf8").catch(() => "")) === stamp) return;
  await rm(stampFile, { force: true });
  await build();
  await writeFile(stampFile, stamp);
}

/** Two starts at once would write into the same folders: the second waits for the first. */
async function takeTurn(signal?: AbortSignal): Promise<() => Promise<void>> {
  await mkdir(BUILD, { recursive: true });
  for (;;) {
    const turn = await claim(join(BUILD, "builder.json"), "build");
    if (turn.kind === "claimed") return turn.release;
    await sleep(500, undefined, signal ? { signal } : {});
  }
}

async function buildWeb(say: (detail: string) => void, signal?: AbortSignal): Promise<void> {
  await run(nodeProgram(join(REPOSITORY, "stack", "copy-map-worker.ts")), () => undefined, signal);
  await run([join(REPOSITORY, "node_modules", "next", "dist", "bin", "next"), "build"], say, signal);
}

/** Runs a Node program in the repository. @throws Error with all it printed when it fails. */
async function run(
  args: readonly string[],
  say: (detail: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const child = spawn(process.execPath, [...args], {
    cwd: REPOSITORY,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString("utf8");
      const line = printed.trimEnd().split("\n").at(-1)?.trim();
      if (line) say(line);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${args.at(-2)} ${args.at(-1)} failed:\n${printed}`);
}
