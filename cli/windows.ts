import { type Names, namesIn } from "@/lib/domain/names";
import { readListEnvironment, readSealEnvironment } from "@/lib/env/windows";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { listWindows } from "@/lib/windows/list-windows";
import { sealWindow } from "@/lib/windows/seal-window";
import type { WindowFigures } from "@/lib/windows/window-figures";
import { loadLocalEnvironment } from "./local-environment";
import { readList, readSeal } from "./read-windows-command";
import { type Run, runVerbs } from "./run-verbs";

const USAGE = `npm run windows -- list
    each week's indices: readings, size, share of readings that came late (5 min or more), sealed or open, shards
npm run windows -- seal 2026-w12
    closes a week for good, which may be no live one: what still comes for it goes into its next index
npm run windows -- seal 2026-w12 --dry-run
    tells what that would seal

It needs the environment of the servers, and finds that of the servers on this machine itself.`;

interface Windows {
  readonly es: Elasticsearch;
  readonly names: Names;
}

/** Windows as the user who may do what is asked. */
interface Access {
  toList(): Windows;
  toSeal(): Windows;
}

function list(args: readonly string[]): Run<Access> {
  readList(args);
  return async (access) => {
    const { es, names } = access.toList();
    const figures = await listWindows(es, names);
    if (figures.length === 0) console.log("There are no windows yet.");
    else
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
    return 0;
  };
}

function stateOf({ sealedAt, isBlocked }: WindowFigures): string {
  if (sealedAt !== null) return `sealed ${sealedAt}`;
  return isBlocked ? "blocked, not sealed: seal it" : "open";
}

function seal(args: readonly string[]): Run<Access> {
  const { week, isDryRun } = readSeal(args);
  return async (access) => {
    const { es, names } = access.toSeal();
    const sealed = await sealWindow(es, names, week, { nowMs: Date.now(), isDryRun });
    if (sealed.length === 0) console.log(`${week} was sealed already.`);
    for (const { index } of sealed)
      console.log(isDryRun ? `${index} would be sealed.` : `${index} is sealed.`);
    return 0;
  };
}

await runVerbs(USAGE, { list, seal }, () => {
  loadLocalEnvironment();
  const opened: Elasticsearch[] = [];
  const windowsAs = (
    username: string,
    password: string,
    to: { SLIPSTREAM_ELASTICSEARCH_URL: string; SLIPSTREAM_NAMESPACE: string },
  ): Windows => {
    const es = createElasticsearch({ url: to.SLIPSTREAM_ELASTICSEARCH_URL, username, password });
    opened.push(es);
    return { es, names: namesIn(to.SLIPSTREAM_NAMESPACE) };
  };
  const tools: Access = {
    toList() {
      const environment = readListEnvironment();
      return windowsAs("repair", environment.SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD, environment);
    },
    toSeal() {
      const environment = readSealEnvironment();
      return windowsAs("maintenance", environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD, environment);
    },
  };
  return {
    tools,
    async close() {
      await Promise.all(opened.map((es) => es.close()));
    },
  };
});
