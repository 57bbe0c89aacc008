import { command } from "@/cli/command/command";
import { pause } from "@/lib/retry";
import { createEdgeClient } from "./edge-client";
import { readSimulatorEnvironment } from "./environment";
import { findKey } from "./find-key";
import { LOAD_USAGE, type LoadOptions, parseLoadOptions } from "./load-options";
import { loadUploads } from "./load-uploads";
import type { SentPacket } from "./sent-packet";

async function load(options: LoadOptions): Promise<number> {
  const { SLIPSTREAM_URL, SLIPSTREAM_DEMO_KEY_LI } = readSimulatorEnvironment(options.url);
  const key = findKey(options.key, SLIPSTREAM_DEMO_KEY_LI, "SLIPSTREAM_DEMO_KEY_LI");
  const client = createEdgeClient(options.url ?? SLIPSTREAM_URL, key);
  const total = { uploads: 0, packets: 0, accepted: 0, refused: 0, faults: 0 };
  const tookMs: number[] = [];
  const failures: unknown[] = [];
  const open = new Set<Promise<void>>();

  async function upload(packets: readonly SentPacket[]): Promise<void> {
    const startedMs = performance.now();
    const report = await client.send(packets);
    tookMs.push(performance.now() - startedMs);
    total.uploads++;
    total.packets += packets.length;
    total.accepted += report.accepted.packets;
    total.refused += report.refused_total;
    total.faults += report.faults_total;
  }

  for (const { packets, dueMs } of loadUploads(options, Date.now())) {
    await pause(Math.max(0, dueMs - Date.now()));
    if (failures.length > 0) break;
    const sending = upload(packets)
      .catch((fault: unknown) => failures.push(fault))
      .finally(() => open.delete(sending))
      .then(() => undefined);
    open.add(sending);
  }
  await Promise.all(open);
  if (failures.length > 0) throw failures[0];

  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  console.log(
    `uploads ${total.uploads}, packets ${total.packets}, accepted ${total.accepted}, refused ${total.refused}, ` +
      `values not stored ${total.faults}; acknowledged after ${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100)`,
  );
  return total.accepted > 0 ? 0 : 1;
}

process.exit(await command(LOAD_USAGE, process.argv.slice(2), (args) => load(parseLoadOptions(args))));
