import { command } from "@/cli/command/command";
import { createEdgeClient } from "./edge-client";
import { readSimulatorEnvironment } from "./environment";
import { findKey } from "./find-key";
import { parseReplayOptions, REPLAY_USAGE, type ReplayOptions } from "./replay-options";
import { replayRide, ridesIn } from "./replay-rides";

async function replay(options: ReplayOptions): Promise<number> {
  const { SLIPSTREAM_URL, SLIPSTREAM_DEMO_KEY_DCU } = readSimulatorEnvironment(options.url);
  const rides = await ridesIn(options.FOLDER, options.files);
  const key = findKey(options.key, SLIPSTREAM_DEMO_KEY_DCU, "SLIPSTREAM_DEMO_KEY_DCU");
  const client = createEdgeClient(options.url ?? SLIPSTREAM_URL, key);
  const total = { sent: 0, accepted: 0, stored: 0, refused: 0 };
  for (const [file, ride] of rides) {
    const done = await replayRide(client, file, ride);
    total.sent += done.sent;
    total.accepted += done.accepted;
    total.stored += done.stored;
    total.refused += done.refused.length;
    const counts = `sent ${done.sent}, accepted ${done.accepted}, stored ${done.stored}, refused ${done.refused.length}`;
    console.log(`${file} → ${done.bikeId}: ${counts}`);
    for (const reason of done.refused) console.log(`  ${reason}`);
  }
  const waiting = total.stored < total.accepted ? "; what was accepted follows as the worker gets to it" : "";
  console.log(
    `total: sent ${total.sent}, accepted ${total.accepted}, stored ${total.stored}, refused ${total.refused}${waiting}`,
  );
  return total.stored === total.sent ? 0 : 1;
}

process.exit(await command(REPLAY_USAGE, process.argv.slice(2), (args) => replay(parseReplayOptions(args))));
