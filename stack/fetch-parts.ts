import { spawn } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PARTS, REPOSITORY } from "./folders";
import { type OnProgress, step } from "./progress/progress";
import { MAVEN } from "./toolchain";
import { VERSIONS } from "./versions";

const MARK = "complete.json";
const WANTED = JSON.stringify({
  kafka: VERSIONS.kafka,
  elasticsearch: VERSIONS.elasticsearch,
  log4j: VERSIONS.log4j,
});

/** Whether Maven has still to be asked: the parts are missing, unfinished or of other versions. */
export async function partsMissing(): Promise<boolean> {
  return (await readFile(join(PARTS, MARK), "utf8").catch(() => "")) !== WANTED;
}

/**
 * Has Maven fetch Kafka's libraries and unpack Elasticsearch, once. They appear at their place only when complete, so
 * that a break or a second fetch at the same time leaves nothing half done.
 * @throws Error with what Maven printed last.
 */
export async function fetchParts(onProgress: OnProgress): Promise<void> {
  if (!(await partsMissing())) return;
  await step(onProgress, "Fetch servers", async (say, conclude) => {
    const unfinished = `${PARTS}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    try {
      await runMaven(unfinished, say);
      await chmod(unfinished, 0o755);
      await writeFile(join(unfinished, MARK), WANTED);
      if (!(await partsMissing())) return;
      await rm(PARTS, { recursive: true, force: true });
      await rename(unfinished, PARTS);
      conclude(`Elasticsearch ${VERSIONS.elasticsearch}, Kafka ${VERSIONS.kafka}`);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  });
}

async function runMaven(folder: string, say: (detail: string) => void): Promise<void> {
  const settings = {
    "kafka.version": VERSIONS.kafka,
    "elasticsearch.version": VERSIONS.elasticsearch,
    "log4j.version": VERSIONS.log4j,
    "parts.folder": folder,
  };
  const maven = spawn(
    MAVEN,
    [
      "--batch-mode",
      "--file",
      join(REPOSITORY, "stack", "pom.xml"),
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      "package",
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const printed: string[] = [];
  const ended = new Promise<number | null>((resolve, reject) => {
    maven.once("error", reject);
    maven.once("close", resolve);
  });
  let files = 0;
  const read = (line: string) => {
    printed.push(line);
    if (line.includes("Downloaded from")) files += 1;
    const loading = /Downloading from \S+: \S*\/([^/\s]+)/.exec(line)?.[1];
    if (loading) say(`${files} files, now ${loading}`);
  };
  createInterface({ input: maven.stdout }).on("line", read);
  createInterface({ input: maven.stderr }).on("line", read);
  if ((await ended) !== 0) {
    throw new Error(`Maven could not fetch the servers. It printed last:\n${printed.slice(-12).join("\n")}`);
  }
}

/** Folder of the unpacked Elasticsearch. */
export async function elasticsearchHome(): Promise<string> {
  const folder = join(PARTS, "elasticsearch");
  const [name] = (await readdir(folder)).filter((entry) => entry.startsWith("elasticsearch-"));
  if (!name) throw new Error(`No Elasticsearch in ${folder}: remove ${PARTS} and start again.`);
  return join(folder, name);
}
