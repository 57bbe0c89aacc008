import { namesIn } from "@/lib/domain/names";
import { readMaintenanceEnvironment } from "@/lib/env/maintenance";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { listWindows, type WindowFigures } from "@/lib/windows/list-windows";
import { sealWindow } from "@/lib/windows/seal-window";
import { loadLocalEnvironment } from "./local-environment";
import { readWindowsCommand } from "./read-windows-command";

const USAGE = `npm run windows -- list
    each week's indices: readings, size, share of readings that came late (5 min or more), sealed or open, shards
npm run windows -- seal 2026-w12
    closes a week for good, which may be no live one: what still comes for it goes into its next index
npm run windows -- seal 2026-w12 --dry-run
    tells what that would seal

It needs the environment of the servers, and finds that of the servers on this machine itself.`;

async function list(es: Elasticsearch, namespace: string): Promise<void> {
  const figures = await listWindows(es, namesIn(namespace));
  if (figures.length === 0) return console.log("There are no windows yet.");
  console.table(
    figures.map((one) => ({
      window: one.index,
      readings: one.documents,
      MB: Math.round(one.bytes / 1e4) / 100,
      "late %": one.lateShare === null ? null : Math.round(one.lateShare * 1_000) / 10,
      state: stateOf(one),
      shards: one.shards,
    })),
  );
}

function stateOf({ sealedAt, isBlocked }: WindowFigures): string {
  if (sealedAt !== null) return `sealed ${sealedAt}`;
  return isBlocked ? "blocked, not sealed: seal it" : "open";
}

async function seal(es: Elasticsearch, namespace: string, week: string, isDryRun: boolean): Promise<void> {
  const sealed = await sealWindow(es, namesIn(namespace), week, { nowMs: Date.now(), isDryRun });
  if (sealed.length === 0) console.log(`${week} was sealed already.`);
  for (const { index } of sealed) console.log(isDryRun ? `${index} would be sealed.` : `${index} is sealed.`);
}

const asked = readWindowsCommand(process.argv.slice(2));
if (asked.kind === "help") console.log(USAGE);
else if (asked.kind === "wrong") {
  console.error(`${asked.why}\n\n${USAGE}`);
  process.exitCode = 2;
} else
  try {
    loadLocalEnvironment();
    const environment = readMaintenanceEnvironment();
    const namespace = environment.SLIPSTREAM_NAMESPACE;
    const es = createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
      username: "maintenance",
      password: environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD,
    });
    try {
      await (asked.kind === "list" ? list(es, namespace) : seal(es, namespace, asked.week, asked.isDryRun));
    } finally {
      await es.close();
    }
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exitCode = 1;
  }
