import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { command } from "@/cli/command/command";
import { oneOf } from "@/cli/command/option-types";
import { readOptions } from "@/cli/command/read-options";
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

const COMMANDS = ["up", "down", "status", "reset", "start", "keep"] as const;
const KINDS = ["local", "test"] as const;
const Options = z.object({
  COMMAND: oneOf(...COMMANDS),
  folder: z.string().optional(),
  kind: oneOf(...KINDS).optional(),
});
const display = createDisplay();

async function up(folders: Folders, kind: (typeof KINDS)[number]): Promise<void> {
  if (await runningProcess(supervisorRecord(folders))) {
    display.say(`The servers run already; their environment is in ${folders.environmentFile}`);
    return;
  }
  await startInBackground(folders, kind, display.onProgress);
  display.say(`The servers run; their environment is in ${folders.environmentFile}`);
}

async function down(folders: Folders): Promise<void> {
  const { run } = folders;
  const app = await stopRecorded(join(run, "app.json"), "SIGTERM", 90);
  await stopLeftApp(folders);
  const stopped = (await stopRecorded(supervisorRecord(folders), "SIGTERM", 90)) || app;
  await stopLeftServers(folders, display.onProgress);
  display.say(stopped ? "The servers are stopped." : `No servers ran (${run}).`);
}

async function reset(folders: Folders): Promise<void> {
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

function run(args: readonly string[]): Promise<void> {
  const { COMMAND, folder, kind = "local" } = readOptions(args, { schema: Options, operand: "COMMAND" });
  const folders = foldersOf(folder);
  switch (COMMAND) {
    case "up":
      return up(folders, kind);
    case "down":
      return down(folders);
    case "status":
      return printStatus(folders, display.say);
    case "reset":
      return reset(folders);
    case "start":
      return start(folders, display);
    case "keep":
      return keepInBackground(folders, kind);
  }
}

process.exitCode = await command(USAGE, process.argv.slice(2), async (args) => {
  await run(args).finally(display.close);
  return 0;
});
