import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stopLeftApp } from "./app/start-app";
import { keepInBackground, startInBackground, supervisorRecord } from "./background";
import { type Folders, foldersOf } from "./folders";
import { runningProcess, stopRecorded } from "./process/pid-record";
import { createDisplay } from "./progress/display";
import { start } from "./start";
import { stopLeftServers } from "./start-stack";
import { printStatus } from "./status";

const USAGE = `npm start                       everything, in the foreground

npm run stack -- COMMAND [--folder=FOLDER] [--kind=local|test]

  up      start Elasticsearch, Kafka and PostgreSQL in the background
  down    stop them
  status  what runs, and where
  reset   stop them and remove their data, logs and passwords
`;

const { values, positionals } = readOptions();
const folders = foldersOf(values.folder);
const kind = values.kind === "test" ? "test" : "local";
const display = createDisplay();

function readOptions() {
  const options = { folder: { type: "string" }, kind: { type: "string", default: "local" } } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (fault) {
    console.error(`${fault instanceof Error ? fault.message : fault}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function up(): Promise<void> {
  if (await runningProcess(supervisorRecord(folders))) {
    display.say(`The servers run already; their environment is in ${folders.environmentFile}`);
    return;
  }
  await startInBackground(folders, kind, display.onProgress);
  display.say(`The servers run; their environment is in ${folders.environmentFile}`);
}

async function down({ run }: Folders): Promise<void> {
  const app = await stopRecorded(join(run, "app.json"), "SIGTERM", 90);
  await stopLeftApp(folders);
  const stopped = (await stopRecorded(supervisorRecord(folders), "SIGTERM", 90)) || app;
  await stopLeftServers(folders, display.onProgress);
  display.say(stopped ? "The servers are stopped." : `No servers ran (${run}).`);
}

async function reset(): Promise<void> {
  await down(folders);
  for (const path of [
    folders.data,
    folders.logs,
    folders.run,
    folders.environmentFile,
    folders.secretsFile,
  ]) {
    await rm(path, { recursive: true, force: true });
  }
  display.say("Data, logs and passwords are removed.");
}

const commands: Readonly<Record<string, () => Promise<void>>> = {
  up,
  down: () => down(folders),
  status: () => printStatus(folders, display.say),
  reset,
  start: () => start(folders, display),
  keep: () => keepInBackground(folders, kind),
};

const command = commands[positionals[0] ?? ""];
if (!command) {
  console.log(USAGE);
  process.exitCode = 2;
} else {
  await command().catch((fault: unknown) => {
    console.error(`\n${fault instanceof Error ? fault.message : String(fault)}`);
    process.exitCode = 1;
  });
  display.close();
}
